package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One good Alertmanager beside ill ones: it is told of everything, and what is lost is counted. */
class IllAlertmanagersTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - alert: Many
              expr: |
                label_replace(vector(1), "n", "0", "", "") or label_replace(vector(1), "n", "1", "", "")
                or label_replace(vector(1), "n", "2", "", "") or label_replace(vector(1), "n", "3", "", "")
                or label_replace(vector(1), "n", "4", "", "") or label_replace(vector(1), "n", "5", "", "")
                or label_replace(vector(1), "n", "6", "", "") or label_replace(vector(1), "n", "7", "", "")
      """;

  @TempDir Path folder;

  @Test
  void theGoodOneIsToldEverything() throws IOException {
    Path rules = Files.writeString(folder.resolve("r.yml"), RULES);
    String dead = "127.0.0.1:" + PromontoryProcess.freePort();
    Path file = folder.resolve("targets.json");
    try (Receiver good = Receiver.willing();
        Receiver refusing = Receiver.answering(400);
        Receiver failing = Receiver.answering(503);
        Receiver hanging = Receiver.hanging()) {
      Files.writeString(
          file,
          "[{\"targets\": [\"%s\"]}, {\"targets\": [\"10.0.0.1:9093\"], \"labels\": {\"zone\": \"away\"}}]"
              .formatted(good.address()));
      String config =
          """
          stores: []
          rule_files: ["%s"]
          web: {enable_lifecycle: true}
          alerting:
            resend_delay: 1s
            queue_capacity: 5
            batch_size: 3
            drain_timeout: 1s
            alertmanagers:
              - static_configs: [{targets: ["%s", "%s", "%s", "%s"]}]
                timeout: 1s
              - file_sd_configs: [{files: ["%s"]}]
                path_prefix: /am/
                authorization: {credentials: secret}
                relabel_configs: [{source_labels: [zone], regex: away, action: drop}]
                alert_relabel_configs: [{source_labels: [n], target_label: copy}]
          """
              .formatted(
                  rules, dead, refusing.address(), failing.address(), hanging.address(), file);
      try (PromontoryServer server = PromontoryServer.start(folder, config)) {
        Set<String> told = new TreeSet<>();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  for (Receiver.Posted posted : good.posted()) {
                    assertThat(posted.path()).isEqualTo("/am/api/v2/alerts");
                    assertThat(posted.contentType()).isEqualTo("application/json");
                    assertThat(posted.authorization()).isEqualTo("Bearer secret");
                    assertThat(posted.json()).hasSizeLessThanOrEqualTo(3);
                    posted.json().forEach(alert -> told.add(alert.at("/labels/copy").asText()));
                  }
                  return told.containsAll(Set.of("3", "4", "5", "6", "7"));
                });
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  String metrics = server.client().get("/metrics").body();
                  assertThat(metric(metrics, "errors_total", dead)).isPositive();
                  assertThat(metric(metrics, "errors_total", refusing.address())).isPositive();
                  assertThat(metric(metrics, "errors_total", failing.address())).isPositive();
                  assertThat(metric(metrics, "dropped_total", hanging.address())).isPositive();
                  assertThat(metric(metrics, "errors_total", hanging.address())).isPositive();
                  assertThat(metric(metrics, "queue_length", hanging.address()))
                      .isBetween(0.0, 5.0);
                });
        String metrics = server.client().get("/metrics").body();
        assertThat(metric(metrics, "sent_total", refusing.address())).isZero();
        assertThat(metric(metrics, "sent_total", good.address())).isPositive();
        assertThat(metrics)
            .contains("prometheus_notifications_alertmanagers_discovered 5.0")
            .contains("prometheus_notifications_queue_capacity 5.0");
        assertThat(server.client().get("/api/v1/alertmanagers").body())
            .contains(
                "\"droppedAlertmanagers\":[{\"url\":\"http://10.0.0.1:9093/am/api/v2/alerts\"}]");

        Files.writeString(file, "[]");
        assertThat(server.client().post("/-/reload", Map.of()).status()).isEqualTo(200);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(server.client().get("/api/v1/alertmanagers").body())
                        .doesNotContain(good.address())
                        .contains(hanging.address()));
      }
    }
  }

  private static double metric(String text, String name, String address) {
    String start = "prometheus_notifications_" + name + "{alertmanager=\"http://" + address + "/";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
