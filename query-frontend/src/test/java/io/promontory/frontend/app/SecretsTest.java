package io.promontory.frontend.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.amp.FakeSts;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireServer;
import io.promontory.frontend.config.ConfigLoader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret shows, wherever a process tells of itself and whatever goes wrong. */
class SecretsTest {
  private static final String CONFIG =
      """
      server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
      logging: {level: TRACE, appenders: [{type: file, currentLogFilename: LOG, archive: false}]}
      stores:
        - {name: basic, type: prometheus, url: "SERVER", required: false, basic_auth: {username: me, password: hush-basic}}
        - {name: bearer, type: prometheus, url: "SERVER", required: false, authorization: {credentials: hush-bearer}, headers: {X-Key: hush-header}}
        - {name: client, type: prometheus, url: "SERVER", required: false, oauth2: {client_id: me, client_secret: hush-client, token_url: "SERVER/token"}}
        - {name: refused, type: prometheus, url: "SERVER", required: false, oauth2: {client_id: me, client_secret: hush-refused, token_url: "SERVER/away"}}
        - {name: wrong, type: prometheus, url: "AMP", required: false, sigv4: {region: eu-west-1, access_key: AKIAFIXTURE000000001, secret_key: hush-wrong}}
        - {name: session, type: prometheus, url: "AMP", required: false, sigv4: {region: eu-west-1, access_key: ACCESS, secret_key: hush-other, session_token: "TOKEN"}}
        - {name: role, type: prometheus, url: "AMP", required: false, sigv4: {region: eu-west-1, access_key: AKIAFIXTURE000000001, secret_key: "GOOD", role_arn: "ROLE", external_id: agreed-upon, sts_endpoint: "STS"}}
        - {name: lines, type: prometheus, url: "SERVER", required: false, authorization: {credentials_file: LINES}}
        - {name: found, type: prometheus, required: false, http_sd_configs: [{url: "SERVER", authorization: {credentials_file: LINES}}]}
      remote_write: [{url: "SERVER", basic_auth: {username: me, password: hush-write}}]
      alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:1"]}], authorization: {credentials: hush-alerts}}]}
      """;

  @TempDir Path folder;

  private static WireServer server() {
    return new WireServer(
        request ->
            switch (request.path()) {
              case "/token" ->
                  WireAnswer.of(
                      200,
                      "application/json",
                      "{\"access_token\":\"hush-token\",\"expires_in\":3600}");
              case "/away" -> WireAnswer.of(400, "application/json", "{\"error\":\"no\"}");
              default -> WireAnswer.of(401, "text/plain", "Unauthorized");
            });
  }

  @Test
  void noneIsShown() throws Exception {
    Path log = folder.resolve("log.txt");
    Path lines = Files.writeString(folder.resolve("lines"), "hush-first\nhush-second\n");
    StringBuilder seen = new StringBuilder();
    String token;
    try (WireServer server = server();
        FakeAmp amp = new FakeAmp(URI.create("http://127.0.0.1:1"));
        FakeSts sts = new FakeSts(amp.accounts(), FakeAmp.REGION, InstantSource.system())) {
      AwsAccounts.Key session =
          amp.accounts().openSession("arn", Instant.now(), Duration.ofHours(1));
      token = session.token();
      String text =
          CONFIG
              .replace("LOG", log.toString())
              .replace("LINES", lines.toString())
              .replace("SERVER", server.uri().toString())
              .replace("AMP", amp.url().toString())
              .replace("ACCESS", session.access())
              .replace("TOKEN", token)
              .replace("GOOD", AwsAccounts.SECRET_KEY)
              .replace("ROLE", FakeSts.ROLE)
              .replace("STS", sts.url().toString());
      Path file = Files.writeString(folder.resolve("promontory.yml"), text);
      try (ServerProcess process = ServerProcess.start(new ConfigLoader().load(file));
          HttpClient http = HttpClient.newHttpClient()) {
        for (String path :
            new String[] {
              "/api/v1/query?query=up&stats=all",
              "/api/v1/labels",
              "/api/v1/stores",
              "/api/v1/status/config",
              "/api/v1/status/flags",
              "/metrics"
            }) {
          HttpRequest request = HttpRequest.newBuilder(URI.create(process.url() + path)).build();
          seen.append(http.send(request, BodyHandlers.ofString()).body()).append('\n');
        }
      }
      assertThat(amp.requests()).isNotEmpty();
      assertThat(sts.requests()).isNotEmpty();
    }
    seen.append(Files.readString(log));
    assertThat(seen)
        .contains("the server refuses our credentials, check basic_auth")
        .contains("the signature does not fit")
        .contains("the header Authorization cannot be sent: it has a line break")
        .contains("\\u003csecret\\u003e")
        .doesNotContain("hush")
        .doesNotContain(token)
        .doesNotContain("session//token+2==")
        .doesNotContain("session/secret+2")
        .doesNotContain(AwsAccounts.SECRET_KEY)
        .doesNotContain("bWU6aHVzaC")
        .doesNotContain("Authorization: ");
  }
}
