package io.promontory.frontend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the command line that say who asks. */
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

  @Test
  void aFileWithAFault() throws Exception {
    assertThat(query(URI.create("http://127.0.0.1:1"), "basic_aut: {}")).isEqualTo(1);
    assertThat(err.toString())
        .contains("http.yml:1:1: unknown key \"basic_aut\"; did you mean \"basic_auth\"?");
  }
}
