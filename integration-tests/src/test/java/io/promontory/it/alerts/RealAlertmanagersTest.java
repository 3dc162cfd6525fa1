package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.fixture.AlertmanagerProcess;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An alert through a cluster of two real Alertmanagers to a webhook: told once when it fires, not
 * again when the engine is killed and comes back, and once when it is resolved.
 */
@Tag("long")
class RealAlertmanagersTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - alert: NobodyHome
              expr: absent(home)
              for: 1s
              labels: {severity: page}
              annotations: {summary: "nobody at {{ $externalLabels.site }}"}
      """;
  private static final String HOME =
      "groups: [{name: h, interval: 1s, rules: [{record: home, expr: vector(1)}]}]";

  @TempDir Path folder;

  @Test
  void firingAndResolvedOnceEachAcrossARestart() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(rules.resolve("alert.yml"), RULES);
    try (Receiver webhook = Receiver.willing();
        AlertmanagerProcess one =
            AlertmanagerProcess.start(folder, "http://" + webhook.address() + "/hook");
        AlertmanagerProcess two =
            AlertmanagerProcess.start(folder, "http://" + webhook.address() + "/hook", one)) {
      String config = config(one, two);
      String startsAt;
      try (PromontoryProcess engine = PromontoryProcess.start(folder, config)) {
        startsAt = awaitAlert(one, "active");
        assertThat(awaitAlert(two, "active")).isEqualTo(startsAt);
        await().atMost(Duration.ofSeconds(30)).until(() -> !statuses(webhook).isEmpty());
        assertThat(engine.client().get("/api/v1/alertmanagers").json().at("/data").toString())
            .isEqualTo(
                "{\"activeAlertmanagers\":[{\"url\":\"http://"
                    + one.address()
                    + "/api/v2/alerts\"},{\"url\":\"http://"
                    + two.address()
                    + "/api/v2/alerts\"}],\"droppedAlertmanagers\":[]}");
      } // killed
      try (PromontoryProcess engine = PromontoryProcess.start(folder, config)) {
        String sent = "prometheus_notifications_sent_total{alertmanager=\"http://" + one.address();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    engine
                        .client()
                        .get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith(sent) && !line.endsWith(" 0.0")));
        assertThat(awaitAlert(one, "active")).isEqualTo(startsAt);
        Files.writeString(rules.resolve("home.yml"), HOME);
        assertThat(engine.client().post("/-/reload", Map.of()).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> statuses(webhook).contains("resolved"));
      }
    }
  }

  private static List<String> statuses(Receiver webhook) {
    List<String> statuses = new ArrayList<>();
    for (Receiver.Posted posted : webhook.posted()) {
      JsonNode alert = posted.json().at("/alerts/0");
      assertThat(alert.at("/labels").toString())
          .isEqualTo("{\"alertname\":\"NobodyHome\",\"severity\":\"page\",\"site\":\"hq\"}");
      assertThat(alert.at("/annotations/summary").asText()).isEqualTo("nobody at hq");
      assertThat(alert.at("/generatorURL").asText())
          .isEqualTo("http://x.example/p/graph?g0.expr=absent%28home%29&g0.tab=1");
      statuses.add(alert.at("/status").asText());
    }
    assertThat(statuses).isSubsetOf("firing", "resolved").doesNotHaveDuplicates();
    return statuses;
  }

  /** Waits until an Alertmanager has the alert; returns since when. */
  private static String awaitAlert(AlertmanagerProcess server, String state) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              JsonNode alerts = server.client().get("/api/v2/alerts").json();
              return alerts.at("/0/status/state").asText().equals(state)
                  ? alerts.at("/0/startsAt").asText()
                  : "";
            },
            startsAt -> !startsAt.isEmpty());
  }

  private String config(AlertmanagerProcess one, AlertmanagerProcess two) {
    return """
        stores: []
        logging: {level: WARN}
        storage: {path: "%s"}
        global: {external_labels: {site: hq, replica: a}}
        web: {enable_lifecycle: true, external_url: "http://x.example/p", route_prefix: /}
        rule_files: ["%s/*.yml"]
        alerting:
          resend_delay: 10s
          alert_relabel_configs: [{regex: replica, action: labeldrop}]
          alertmanagers: [{static_configs: [{targets: ["%s", "%s"]}]}]
        """
        .formatted(folder.resolve("data"), folder.resolve("rules"), one.address(), two.address());
  }
}
