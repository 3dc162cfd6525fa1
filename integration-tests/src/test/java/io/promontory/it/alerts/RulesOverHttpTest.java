package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules in a server of their own, which asks a frontend by its URL; the frontend has the results,
 * so that rules build on each other, as a store.
 */
@Tag("long")
class RulesOverHttpTest {
  private static final String OF_FRONTEND =
      "groups: [{name: f, interval: 1s, rules: [{record: source, expr: vector(7)}]}]";
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - {record: doubled, expr: source * 2, labels: {team: a}}
            - {record: scalar, expr: scalar(source) + 0.5}
            - alert: Over
              expr: doubled > 10
              annotations: {text: '{{ $value }} of {{ with query "source" }}{{ . | first | value }}{{ end }}'}
      """;

  @TempDir Path folder;

  @Test
  void rulesAskAFrontend() throws IOException {
    Path own = Files.writeString(folder.resolve("own.yml"), OF_FRONTEND);
    Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
    int port = PromontoryProcess.freePort();
    String frontendConfig =
        """
        stores: [{name: rules, type: grpc, address: "127.0.0.1:%d", required: false}]
        rule_files: ["%s"]
        """
            .formatted(port, own);
    try (PromontoryServer frontend = PromontoryServer.start(folder, frontendConfig)) {
      String config =
          """
          stores: []
          grpc: {listen_address: "127.0.0.1:%d"}
          rule_query: {url: "%s"}
          rule_files: ["%s"]
          """
              .formatted(port, frontend.client().base(), rules);
      PromontoryServer engine = PromontoryServer.start(folder, config);
      try (engine) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  assertThat(value(frontend.client(), "doubled{team=\"a\"}")).isEqualTo("14");
                  assertThat(value(frontend.client(), "scalar")).isEqualTo("7.5");
                  assertThat(value(frontend.client(), "ALERTS{alertname=\"Over\"}")).isEqualTo("1");
                });
        assertThat(engine.client().get("/api/v1/alerts").body()).contains("\"text\":\"14 of 7\"");
        assertThat(engine.client().get("/api/v1/rules").body())
            .contains("\"health\":\"ok\"")
            .doesNotContain("\"health\":\"err\"");
        String address = URI.create(frontend.client().base()).getAuthority();
        frontend.close();
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(engine.client().get("/api/v1/rules").body())
                        .contains("\"health\":\"err\",\"lastError\":\"")
                        .contains(address));
        assertThat(engine.client().get("/api/v1/alerts").body())
            .as("an alert does not resolve because nobody answers")
            .contains("\"state\":\"firing\"");
      }
    }
  }

  private static String value(ApiClient server, String query) {
    return server
        .get("/api/v1/query", Map.of("query", query))
        .json()
        .at("/data/result/0/value/1")
        .asText();
  }
}
