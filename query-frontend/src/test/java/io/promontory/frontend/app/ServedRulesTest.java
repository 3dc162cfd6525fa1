package io.promontory.frontend.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.config.ConfigLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedRulesTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          limit: 100
          rules:
            - {record: "made:up", expr: vector(42), labels: {team: a}}
            - alert: Always
              expr: '{"made:up"} > 1'
              annotations: {text: "is {{ $value }}"}
      """;
  private static final String CONFIG =
      """
      stores: []
      rule_files: ["rules/*.yml"]
      storage: {path: data}
      web: {enable_lifecycle: true, external_url: "http://x.example/p", route_prefix: /}
      logging: {level: ERROR}
      server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]}
      """;

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess start() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(folder.resolve("rules/a.yml"), RULES);
    Path config = Files.writeString(folder.resolve("c.yml"), CONFIG);
    return ServerProcess.start(new ConfigLoader().load(config));
  }

  private HttpResponse<String> send(ServerProcess process, String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(process.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String awaitContaining(ServerProcess process, String path, String text) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String body = "";
    while (System.nanoTime() < deadline) {
      body = send(process, "GET", path).body();
      if (body.contains(text)) {
        return body;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError(path + " never had " + text + ": " + body);
  }

  @Test
  void resultsRulesAndAlertsAreServedAndSurviveARestart() throws Exception {
    try (ServerProcess process = start()) {
      awaitContaining(process, "/api/v1/query?query=ALERTS", "\"alertstate\":\"firing\"");
      assertThat(send(process, "GET", "/api/v1/query?query=%7B%22made:up%22%7D").body())
          .contains("\"team\":\"a\"")
          .contains("\"42\"");
      assertThat(send(process, "GET", "/api/v1/rules").body())
          .contains("\"name\":\"g\"")
          .contains("\"limit\":100")
          .contains("\"health\":\"ok\"")
          .contains("\"state\":\"firing\"");
      assertThat(send(process, "GET", "/api/v1/alerts").body())
          .contains("\"text\":\"is 42\"")
          .contains("\"value\":\"4.2e+01\"");
      assertThat(send(process, "GET", "/metrics").body())
          .contains("prometheus_rule_group_rules{rule_group=")
          .contains("prometheus_rule_evaluation_failures_total{rule_group=");

      Files.writeString(folder.resolve("rules/a.yml"), "groups: [{name: g, rules: [{record: x}]}]");
      HttpResponse<String> refused = send(process, "POST", "/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("a.yml:1:");
      assertThat(send(process, "GET", "/api/v1/rules").body()).contains("made:up");

      Files.writeString(folder.resolve("rules/a.yml"), "groups: []");
      assertThat(send(process, "POST", "/-/reload").statusCode()).isEqualTo(200);
      assertThat(send(process, "GET", "/api/v1/rules").body()).doesNotContain("made:up");
    }
    try (ServerProcess process = start()) {
      assertThat(
              send(process, "GET", "/api/v1/query?query=count_over_time(ALERTS_FOR_STATE%5B1h%5D)")
                  .body())
          .contains("\"alertname\":\"Always\"");
    }
  }
}
