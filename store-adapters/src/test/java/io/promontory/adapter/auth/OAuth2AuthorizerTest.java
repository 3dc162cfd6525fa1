package io.promontory.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.StallingServer;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireRequest;
import io.promontory.adapter.testing.amp.WireServer;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.series.store.QueryContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens by client credentials: asked for, kept, renewed, refused. */
class OAuth2AuthorizerTest {
  private static final String GRANT =
      "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}";

  @TempDir Path directory;
  private final List<WireRequest> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<WireServer.Handler> tokens =
      new AtomicReference<>(request -> grant(3600));
  private final WireServer tokenServer =
      new WireServer(
          request -> {
            asked.add(request);
            return tokens.get().answer(request);
          });
  private final List<String> used = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> revoked = new AtomicReference<>("");
  private final WireServer server =
      new WireServer(
          request -> {
            String sent = request.header("authorization");
            used.add(sent);
            return WireAnswer.of(sent.equals(revoked.get()) ? 401 : 200, "text/plain", "served");
          });
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

  @AfterEach
  void stop() {
    tokenServer.close();
    server.close();
  }

  private WireAnswer grant(long seconds) {
    return WireAnswer.of(200, "application/json", GRANT.formatted(asked.size(), seconds));
  }

  private OAuth2 config(Secret secret) {
    return new OAuth2(
        "my client",
        secret,
        tokenServer.uri().resolve("/token?v=2"),
        List.of("metrics.read", "more"),
        Map.of("audience", "https://prometheus"),
        TlsConfig.SYSTEM);
  }

  private StoreHttpClient client(OAuth2 config) {
    return new StoreHttpClient(
        "s",
        server.uri(),
        HttpClientConfig.DEFAULT.withAuth(config).withClock(now::get),
        Duration.ofSeconds(10));
  }

  private static int get(StoreHttpClient client) {
    try (HttpAnswer answer = client.get("/a", QueryContext.unbounded())) {
      return answer.status();
    }
  }

  @Test
  void aTokenIsAskedForOnceAndKeptUntilShortlyBeforeItsEnd() {
    try (StoreHttpClient client = client(config(Secret.of("p+ss")))) {
      assertThat(get(client)).isEqualTo(200);
      assertThat(get(client)).isEqualTo(200);
      now.set(now.get().plusSeconds(3600 - 61));
      assertThat(get(client)).isEqualTo(200);
      now.set(now.get().plusSeconds(2));
      assertThat(get(client)).isEqualTo(200);
    }
    assertThat(used)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-2");
    WireRequest request = asked.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/token?v=2");
    assertThat(
            new String(
                Base64.getDecoder().decode(request.header("authorization").substring(6)), UTF_8))
        .isEqualTo("my+client:p%2Bss");
    assertThat(request.params())
        .containsEntry("grant_type", List.of("client_credentials"))
        .containsEntry("scope", List.of("metrics.read more"))
        .containsEntry("audience", List.of("https://prometheus"))
        .doesNotContainKey("client_secret");
  }

  @Test
  void aServerThatWantsTheSecretInTheFormGetsIt() {
    tokens.set(
        request ->
            request.params().containsKey("client_secret")
                ? grant(60)
                : WireAnswer.of(401, "application/json", "{\"error\":\"invalid_client\"}"));
    try (StoreHttpClient client = client(config(Secret.of("secret")))) {
      assertThat(get(client)).isEqualTo(200);
      now.set(now.get().plusSeconds(60));
      assertThat(get(client)).isEqualTo(200);
    }
    assertThat(asked).hasSize(3);
    assertThat(asked.getLast().header("authorization")).isEmpty();
    assertThat(asked.getLast().params()).containsEntry("client_id", List.of("my client"));
  }

  @Test
  void aRevokedTokenIsReplacedOnce() {
    revoked.set("Bearer token-1");
    try (StoreHttpClient client = client(config(Secret.of("secret")))) {
      assertThat(get(client)).isEqualTo(200);
    }
    assertThat(used).containsExactly("Bearer token-1", "Bearer token-2");
  }

  @Test
  void aRefusedClientIsSaidSoWithoutItsSecret() {
    tokens.set(
        request ->
            WireAnswer.of(
                400,
                "application/json",
                "{\"error\":\"invalid_scope\",\"error_description\":\"no such scope\"}"));
    try (StoreHttpClient client = client(config(Secret.of("hunter2")))) {
      assertThatThrownBy(() -> get(client))
          .hasMessageContainingAll(
              "gives \"my client\" no token: HTTP 400 invalid_scope (no such scope)",
              "check client_id, client_secret, scopes and token_url")
          .hasMessageNotContaining("hunter2");
    }
    assertThat(used).isEmpty();
  }

  @Test
  void whatIsNoTokenIsSaidSo() {
    tokens.set(request -> WireAnswer.of(200, "text/html", "<html>Log in</html>"));
    try (StoreHttpClient client = client(config(Secret.of("secret")))) {
      assertThatThrownBy(() -> get(client))
          .hasMessageContaining("HTTP 200 without an access_token");
    }
  }

  @Test
  void aTokenServerThatIsAwayIsNamed() {
    tokenServer.close();
    try (StoreHttpClient client = client(config(Secret.of("secret")))) {
      assertThatThrownBy(() -> get(client))
          .hasMessageContaining("oauth2: cannot ask " + tokenServer.uri());
    }
  }

  @Test
  void theSecretCanStandInAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "in-file\n");
    try (StoreHttpClient client = client(config(Secret.fromFile(file)))) {
      assertThat(get(client)).isEqualTo(200);
      Files.delete(file);
      assertThat(get(client)).as("the token is kept").isEqualTo(200);
      now.set(now.get().plusSeconds(4000));
      assertThatThrownBy(() -> get(client)).hasMessageContaining(file.toString());
    }
  }

  @Test
  void theTokenStaysAtHome() {
    try (WireServer away =
            new WireServer(
                request ->
                    WireAnswer.of(302, "text/plain", "")
                        .with("Location", server.uri() + "/elsewhere"));
        StoreHttpClient client =
            new StoreHttpClient(
                "s",
                away.uri(),
                HttpClientConfig.DEFAULT.withAuth(config(Secret.of("secret"))),
                Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> get(client)).hasMessageContaining("redirects to another host");
    }
    assertThat(used).isEmpty();
  }

  @Test
  void theUrlIsShownAndTheSecretNot() {
    assertThat(config(Secret.of("hunter2")).toString())
        .contains(URI.create(tokenServer.uri() + "/token").toString())
        .doesNotContain("hunter2");
  }

  /** The client's own timeout of a request ends with the headers. */
  @Test
  void aServerThatStallsInItsAnswerIsLate() throws Exception {
    try (StallingServer stalling = new StallingServer()) {
      OAuth2 config =
          new OAuth2(
              "me",
              Secret.of("secret"),
              stalling.uri().resolve("/token"),
              List.of(),
              Map.of(),
              TlsConfig.SYSTEM);
      OutgoingRequest request = new OutgoingRequest("GET", server.uri(), Map.of(), new byte[0]);
      try (Authorizer authorizer = Authorizer.open(config, server.uri(), now::get)) {
        for (int i = 0; i < 2; i++) {
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () ->
                  assertThatThrownBy(() -> authorizer.authorize(request, Duration.ofSeconds(1)))
                      .isInstanceOfSatisfying(
                          AuthException.class, late -> assertThat(late.isTimeout()).isTrue()));
        }
      }
      assertThat(stalling.answered()).isEqualTo(2);
    }
  }
}
