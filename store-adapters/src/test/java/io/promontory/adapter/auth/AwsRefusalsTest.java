package io.promontory.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.amp.HeadProxy;
import io.promontory.adapter.testing.amp.SigV4Verifier;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireRequest;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.series.store.QueryContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way in which AWS' front says no is told apart, with what to do, and without a secret. */
class AwsRefusalsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TOKEN = "session//token+1==";

  /** Nothing is behind: nobody gets past the front. */
  private final FakeAmp amp = new FakeAmp(URI.create("http://127.0.0.1:1"), () -> NOW);

  @AfterEach
  void stop() {
    amp.close();
  }

  private static Sigv4 user() {
    return keys(AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY));
  }

  private static Sigv4 keys(AwsCredentialSource keys) {
    return Sigv4.ofEnvironment().withRegion(FakeAmp.REGION).withCredentials(keys);
  }

  private String refusal(Sigv4 config) {
    return refusal(amp.url(), config, () -> NOW);
  }

  private static String refusal(URI url, Sigv4 config, InstantSource clock) {
    HttpClientConfig http = HttpClientConfig.DEFAULT.withAuth(config).withClock(clock);
    try (StoreHttpClient client = new StoreHttpClient("amp", url, http, Duration.ofSeconds(10));
        HttpAnswer answer = client.get("/api/v1/query?query=a+%2B+b", QueryContext.unbounded())) {
      assertThat(answer.isOk()).isFalse();
      String text = answer.refusal(answer.errorBody());
      assertThat(String.valueOf(text))
          .doesNotContain(AwsAccounts.SECRET_KEY)
          .doesNotContain("wrong-secret")
          .doesNotContain(TOKEN)
          .doesNotContain("Canonical");
      return String.valueOf(text);
    }
  }

  @Test
  void aWrongSecret() {
    assertThat(refusal(keys(AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, "wrong-secret"))))
        .startsWith("the signature does not fit: the secret key of the keys that are set is wrong,")
        .contains("HTTP 403 InvalidSignatureException: The request signature we calculated")
        .contains(", request ");
  }

  @Test
  void anUnknownKey() {
    assertThat(refusal(keys(AwsCredentialSource.Keys.of("AKIANOBODY", "wrong-secret"))))
        .startsWith(
            "AWS does not know the access key of the keys that are set; check that it exists")
        .contains("HTTP 403 UnrecognizedClientException");
  }

  @Test
  void anExpiredToken() {
    AwsAccounts.Key key =
        amp.accounts().openSession("arn", NOW.minusSeconds(7200), Duration.ofHours(1));
    AwsCredentialSource session =
        new AwsCredentialSource.Keys(key::access, key::secret, key::token);
    assertThat(refusal(keys(session)))
        .startsWith("the session token of the keys that are set has run out; renew it, or let")
        .contains("HTTP 403 ExpiredTokenException");
  }

  @Test
  void aForgedTokenIsNotShownEvenWhereAwsRepeatsTheRequest() {
    AwsAccounts.Key key = amp.accounts().openSession("arn", NOW, Duration.ofHours(1));
    AwsCredentialSource session =
        new AwsCredentialSource.Keys(key::access, () -> "wrong-secret", key::token);
    assertThat(refusal(keys(session))).startsWith("the signature does not fit");
  }

  @Test
  void aClockThatIsOff() {
    assertThat(refusal(amp.url(), user(), () -> NOW.minusSeconds(600)))
        .startsWith("this machine's clock is wrong by 600s (behind AWS'); set it by a time server")
        .contains("Signature expired: 20260301T115000Z is now earlier than 20260301T115500Z");
    assertThat(refusal(amp.url(), user(), () -> NOW.plusSeconds(600)))
        .startsWith("this machine's clock is wrong by 600s (ahead of AWS')")
        .contains("Signature not yet current");
  }

  @Test
  void aWrongRegion() {
    assertThat(refusal(user().withRegion("us-east-1")))
        .startsWith("the request was signed for region us-east-1, which is not the endpoint's")
        .contains("set \"region\" of sigv4 to the one in the url");
  }

  @Test
  void aWrongService() {
    assertThat(refusal(user().withService("es")))
        .startsWith("the request was signed for service es, which is not the endpoint's")
        .contains("set \"service\" of sigv4");
  }

  @Test
  void aUserWithoutAPolicy() {
    amp.accounts().add(AwsAccounts.user("AKIAMUTE", "secret-of-mute", false));
    assertThat(refusal(keys(AwsCredentialSource.Keys.of("AKIAMUTE", "secret-of-mute"))))
        .startsWith("AWS denies the keys that are set this; its policy needs aps:QueryMetrics")
        .contains("is not authorized to perform: aps:QueryMetrics on resource: arn:aws:aps:");
  }

  @Test
  void aWorkspaceThatIsGone() {
    URI gone = amp.url().resolve("/workspaces/ws-gone");
    assertThat(refusal(gone, user(), () -> NOW))
        .startsWith("the workspace is gone, or was never in region eu-west-1; check the url")
        .contains("HTTP 404 ResourceNotFoundException");
  }

  @Test
  void aProxyThatTakesTheSignatureAway() {
    try (HeadProxy proxy =
        new HeadProxy(amp.url(), head -> head.replaceAll("(?i)authorization: [^\r]+\r\n", ""))) {
      assertThat(refusal(proxy.url(), user(), () -> NOW))
          .startsWith("AWS sees no signature: a proxy between takes the Authorization header away")
          .contains("Missing Authentication Token");
    }
  }

  @Test
  void aProxyThatRewritesTheHost() {
    try (HeadProxy proxy =
        new HeadProxy(amp.url(), head -> head.replaceAll("(?i)host: [^\r]+", "Host: internal"))) {
      assertThat(refusal(proxy.url(), user(), () -> NOW))
          .startsWith("the signature does not fit")
          .contains("or a proxy between rewrites host, path, query or body");
    }
  }

  @Test
  void aProxyThatManglesTheSignature() {
    try (HeadProxy proxy =
        new HeadProxy(amp.url(), head -> head.replace("SignedHeaders=", "Signed="))) {
      assertThat(refusal(proxy.url(), user(), () -> NOW))
          .startsWith("AWS cannot read the signature: a proxy between changes the Authorization");
    }
  }

  @Test
  void aProxyThatAddsHeadersOfItsOwnDoesNoHarm() {
    try (HeadProxy proxy =
        new HeadProxy(
            amp.url(),
            head ->
                head.replaceAll("(?i)user-agent: [^\r]+", "User-Agent: other")
                    .replace("\r\n\r\n", "\r\nX-Forwarded-For: 10.0.0.1\r\nVia: 1.1 p\r\n\r\n"))) {
      HttpClientConfig http = HttpClientConfig.DEFAULT.withAuth(user()).withClock(() -> NOW);
      amp.spoilNext(good -> WireAnswer.of(200, "text/plain", "past the front"));
      try (StoreHttpClient client =
              new StoreHttpClient("amp", proxy.url(), http, Duration.ofSeconds(10));
          HttpAnswer answer = client.get("/api/v1/label/a/values", QueryContext.unbounded())) {
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void throttlingIsNotAboutCredentials() {
    amp.spoilNext(
        good ->
            WireAnswer.of(429, "application/json", "{\"message\":\"Rate exceeded\"}")
                .with("x-amzn-ErrorType", "ThrottlingException"));
    assertThat(refusal(user())).isEqualTo("null");
  }

  @Test
  void aSentenceWithoutACodeIsUnderstood() {
    amp.spoilNext(
        good ->
            WireAnswer.of(
                403, "application/json", "{\"message\":\"Missing Authentication Token\"}"));
    assertThat(refusal(user())).startsWith("AWS sees no signature");
    amp.spoilNext(good -> WireAnswer.of(403, "application/json", "{\"Message\":\"no way\"}"));
    assertThat(refusal(user()))
        .isEqualTo("AWS refuses the request of the keys that are set (HTTP 403: no way)");
    amp.spoilNext(good -> WireAnswer.of(403, "text/html", "<html>"));
    assertThat(refusal(user())).isEqualTo("null");
  }

  @Test
  void aBodyCutShortIsSaidSo() {
    amp.spoilNext(good -> WireAnswer.of(200, "application/json", "{\"status\":\"succ").cut(9));
    HttpClientConfig http = HttpClientConfig.DEFAULT.withAuth(user()).withClock(() -> NOW);
    try (StoreHttpClient client =
            new StoreHttpClient("amp", amp.url(), http, Duration.ofSeconds(10));
        HttpAnswer answer = client.get("/api/v1/labels", QueryContext.unbounded())) {
      assertThatThrownBy(() -> answer.body().readAllBytes())
          .hasMessageContaining("the connection broke after 9 bytes of the answer");
    }
  }

  @Test
  void aRedirectToAnotherHostGetsNothing() {
    try (FakeAmp elsewhere = new FakeAmp(URI.create("http://127.0.0.1:1"), () -> NOW)) {
      amp.spoilNext(
          good ->
              WireAnswer.of(307, "text/plain", "")
                  .with("Location", elsewhere.url() + "/api/v1/labels"));
      HttpClientConfig http = HttpClientConfig.DEFAULT.withAuth(user()).withClock(() -> NOW);
      try (StoreHttpClient client =
          new StoreHttpClient("amp", amp.url(), http, Duration.ofSeconds(10))) {
        assertThatThrownBy(() -> client.get("/api/v1/labels", QueryContext.unbounded()))
            .hasMessageContainingAll(
                "HTTP 307 redirects to another host, http://127.0.0.1:",
                "where our credentials do not go");
      }
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aRedirectWithinTheHostIsSignedAnew() {
    amp.spoilNext(
        good ->
            WireAnswer.of(307, "text/plain", "")
                .with("Location", amp.url() + "/api/v1/label/b/values"));
    amp.spoilNext(good -> WireAnswer.of(200, "text/plain", "there"));
    HttpClientConfig http =
        HttpClientConfig.DEFAULT
            .withAuth(user())
            .withClock(() -> NOW)
            .withHeaders(Map.of("X-Scope-OrgID", Secret.of("team")));
    try (StoreHttpClient client =
            new StoreHttpClient("amp", amp.url(), http, Duration.ofSeconds(10));
        HttpAnswer answer = client.get("/api/v1/label/a/values", QueryContext.unbounded())) {
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(amp.requests())
        .extracting(request -> request.wire().header("authorization"))
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void eachAttemptIsSignedAnew() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (FaultServer server =
        new FaultServer(
            exchange -> {
              if (attempts.incrementAndGet() == 1) {
                exchange.reset();
              } else {
                exchange.head(200, "text/plain");
              }
            })) {
      HttpClientConfig http =
          HttpClientConfig.DEFAULT
              .withAuth(user())
              .withClock(() -> NOW.plusSeconds(attempts.get()));
      try (StoreHttpClient client =
              new StoreHttpClient("amp", server.uri(), http, Duration.ofSeconds(10));
          HttpAnswer answer = client.post("/w", new byte[0], Map.of(), QueryContext.unbounded())) {
        assertThat(answer.status()).isEqualTo(200);
      }
      assertThat(server.requests()).hasSize(2);
      SigV4Verifier verifier =
          new SigV4Verifier(FakeAmp.REGION, "aps", new AwsAccounts(), () -> NOW);
      for (int i = 0; i < 2; i++) {
        WireRequest request = WireRequest.parse(server.requests().get(i), new byte[0]);
        assertThat(request.header("x-amz-date")).isEqualTo("20260301T12000" + i + "Z");
        assertThat(verifier.verify(request).access()).isEqualTo(AwsAccounts.ACCESS_KEY);
      }
    }
  }
}
