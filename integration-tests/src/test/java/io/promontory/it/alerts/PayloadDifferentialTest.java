package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rules in Prometheus 3 and here, each with an Alertmanager that notes what it is sent:
 * the same alerts in the same order, with the same labels, annotations, links and times.
 */
@Tag("long")
class PayloadDifferentialTest {
  private static final String RULES =
      """
      groups:
        - name: waves
          interval: 1s
          rules:
            - alert: High
              expr: |
                label_replace(floor(vector(time())) % 7, "n", "a", "", "") > 2
                or label_replace(floor(vector(time())) % 5 * 1.5, "n", "b", "", "") > 3
              for: 1s
              labels: {severity: "{{ if gt $value 4.0 }}page{{ else }}ticket{{ end }}"}
              annotations:
                text: "<{{ $labels.n }}> is {{ $value | humanize }} & \\"more\\" at {{ $externalLabels.site }} é"
            - alert: NoWords
              expr: floor(vector(time())) % 10 >= 3
              keep_firing_for: 2s
              labels: {replica: own, "utf.8": "ü"}
            - alert: Dropped
              expr: vector(1)
      """;
  private static final String ALERTING =
      """
      global: {external_labels: {site: hq, replica: a, severity: none}}
      rule_files: ["%s"]
      alerting:
        alert_relabel_configs:
          - {source_labels: [replica, alertname], regex: "a;.*", target_label: from}
          - {source_labels: [alertname], regex: Dropped, action: drop}
        alertmanagers:
          - static_configs: [{targets: ["%s"]}]
            path_prefix: /first
          - static_configs: [{targets: ["%s"]}]
            path_prefix: second/
            api_version: v2
            alert_relabel_configs: [{regex: from, action: labeldrop}]
      """;

  @TempDir Path folder;

  @Test
  void whatIsSentIsWhatPrometheusSends() throws IOException {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    try (Receiver theirs = Receiver.willing();
        Receiver ours = Receiver.willing();
        PrometheusProcess prometheus =
            PrometheusProcess.start(
                Binary.ORACLE,
                ALERTING.formatted(file, theirs.address(), theirs.address()),
                folder.resolve("prometheus"),
                "--web.external-url=http://x.example/p/",
                "--web.route-prefix=/",
                "--rules.alert.resend-delay=1s");
        PromontoryServer promontory =
            PromontoryServer.start(
                folder,
                "stores: []\nweb: {external_url: 'http://x.example/p/', route_prefix: /}\n"
                    + ALERTING
                        .formatted(file, ours.address(), ours.address())
                        .replace("alerting:", "alerting:\n  resend_delay: 1s"))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !theirs.posted().isEmpty() && !ours.posted().isEmpty());
      Instant from = Instant.now().plusSeconds(2);
      Instant to = from.plusSeconds(25);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> Told.reached(theirs, to) && Told.reached(ours, to));
      Map<String, List<String>> expected = Told.within(theirs, from, to);
      assertThat(Told.within(ours, from, to)).isEqualTo(expected);
      assertThat(ours.posted()).allMatch(posted -> posted.contentType().equals("application/json"));
      assertThat(expected).hasSizeGreaterThan(15);
      assertThat(expected.keySet()).anyMatch(key -> key.contains("/first/api/v2/alerts"));
      assertThat(expected.keySet()).anyMatch(key -> key.contains("/second/api/v2/alerts"));
      assertThat(promontory.client().get("/api/v1/alerts").body()).contains("Dropped");
    }
  }
}
