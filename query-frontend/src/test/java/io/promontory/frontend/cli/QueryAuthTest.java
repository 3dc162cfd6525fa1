package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the command line that say who asks. */
@Timeout(60)
class QueryAuthTest {
  private static final String ANSWER =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"1\"]}}";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int query(URI url, String http) throws Exception {
    Path file = Files.writeString(folder.resolve("http.yml"), http);
    return Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "query",
        "instant",
        "1",
        "-o",
        "json",
        "--url",
        url.toString(),
        "--http.config.file",
        file.toString());
  }

  private static WireServer guarded() {
    return new WireServer(
        request ->
            request.header("authorization").equals("Basic bWU6aHVzaA==")
                ? WireAnswer.of(200, "application/json", ANSWER)
                : WireAnswer.of(401, "text/plain", "Unauthorized\n"));
  }

  @Test
  void aUserOfAFile() throws Exception {
    try (WireServer server = guarded()) {
      assertThat(query(server.uri(), "basic_auth: {username: me, password: hush}")).isZero();
      assertThat(out).hasToString(ANSWER + "\n");
      assertThat(query(server.uri(), "basic_auth: {username: me, password: wrong}")).isEqualTo(1);
      assertThat(err)
          .hasToString(
              "promontory: "
                  + server.uri()
                  + ": the server refuses our credentials, check basic_auth (HTTP 401)\n");
    }
  }

  @Test
  void aWorkspaceOfAmazons() throws Exception {
    try (FakeAmp amp = new FakeAmp(URI.create("http://127.0.0.1:1"))) {
      amp.spoilNext(good -> WireAnswer.of(200, "application/json", ANSWER));
      String sigv4 =
          "sigv4: {region: %s, access_key: %s, secret_key: \"%s\"}"
              .formatted(FakeAmp.REGION, AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY);
      assertThat(query(amp.url(), sigv4)).isZero();
      assertThat(amp.requests()).hasSize(1);
      assertThat(query(amp.url(), sigv4.replace("secret+", "other+"))).isEqualTo(1);
      assertThat(err.toString())
          .contains("the signature does not fit: the secret key")
          .doesNotContain("fixture/");
    }
  }

  private int query(URI url, List<String> more) {
    List<String> call = new ArrayList<>(List.of("query", "instant", "1", "--url", url.toString()));
    call.addAll(more);
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), call.toArray(String[]::new));
  }

  @Test
  void aUrlHoldsNoPassword() {
    assertThat(query(URI.create("http://me:hush@127.0.0.1:1"), List.of())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("promontory: --url holds a user name; put user and password under")
        .doesNotContain("hush");
  }

  @Test
  void headersDoNotGoWhereAnAnswerSendsThem() {
    try (WireServer other =
            new WireServer(
                request -> {
                  assertThat(request.header("x-api-key")).isEmpty();
                  return WireAnswer.of(200, "application/json", ANSWER);
                });
        WireServer server =
            new WireServer(
                request ->
                    WireAnswer.of(307, "text/plain", "")
                        .with("Location", other.uri() + "/api/v1/query"))) {
      assertThat(query(server.uri(), List.of())).isZero();
      assertThat(query(server.uri(), List.of("-H", "X-Api-Key: hush"))).isEqualTo(1);
      assertThat(err.toString()).contains("answered status 307");
    }
  }

  @Test
  void anAnswerThatStallsIsNotWaitedForLongerThanSaid() {
    try (FaultServer server =
        new FaultServer(
            exchange ->
                exchange
                    .head(200, "application/json")
                    .write("{\"status\":".getBytes(UTF_8))
                    .awaitHangUp())) {
      assertThat(query(server.uri(), List.of("--timeout", "1s"))).isEqualTo(1);
      assertThat(err)
          .hasToString(
              "promontory: cannot reach " + server.uri() + ": no whole answer within 1s\n");
    }
  }

  @Test
  void aFileWithAFault() throws Exception {
    assertThat(query(URI.create("http://127.0.0.1:1"), "basic_aut: {}")).isEqualTo(1);
    assertThat(err.toString())
        .contains("http.yml:1:1: unknown key \"basic_aut\"; did you mean \"basic_auth\"?");
  }
}
