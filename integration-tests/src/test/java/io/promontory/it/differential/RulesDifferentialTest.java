package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rule file in Prometheus 3 and here, each over its own results, for more than 60 slots of
 * a second: the same samples at the same times to the digit, the same alerts, the same annotations.
 */
class RulesDifferentialTest {
  private static final String RULES =
      """
      groups:
        - name: waves
          interval: 1s
          labels: {team: sea}
          rules:
            - {record: "phase:seconds", expr: floor(vector(time()))}
            - record: wave
              expr: |
                label_replace(floor(vector(time())) % 7, "n", "a", "", "")
                or label_replace(floor(vector(time())) % 5 * 1.5, "n", "b", "", "")
                or label_replace(floor(vector(time())) % 3 / 3, "n", "c", "", "")
            - {record: "wave:sum", expr: sum(wave), labels: {kind: total}}
            - {record: "wave:high", expr: wave > 2}
            - {record: "wave:high:count", expr: 'count(wave:high) or vector(0)'}
            - {record: "wave:rate", expr: 'rate(phase:seconds[5s])'}
            - {record: "wave:last", expr: 'last_over_time(wave[10s] offset 2s)'}
            - {record: "wave:before", expr: 'wave:later + 1'}
            - {record: "wave:later", expr: wave * 2}
            - alert: High
              expr: wave > 3
              for: 1s
              keep_firing_for: 1s
              labels: {severity: "{{ if gt $value 4.0 }}page{{ else }}ticket{{ end }}"}
              annotations:
                text: "{{ $labels.n }} is {{ $value | humanize }} of {{ $externalLabels.site }}"
                sum: '{{ with query "sum(wave)" }}{{ . | first | value | printf "%.2f" }}{{ end }}'
            - alert: AtOnce
              expr: wave{n="b"} == 6
              annotations: {text: "{{ $labels }} {{ $externalURL }}"}
            - {record: "alerts:count", expr: 'count by (alertname, alertstate) (ALERTS)'}
        - name: late
          interval: 2s
          query_offset: 3s
          limit: 2
          rules:
            - {record: "late:wave", expr: 'wave{n="a"} or wave{n="b"}'}
            - {record: "late:toomany", expr: wave}
      """;

  @TempDir Path folder;

  @Test
  @Tag("long")
  void samplesAndAlertsAreThoseOfPrometheus() throws IOException {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    try (PrometheusProcess prometheus =
            PrometheusProcess.start(
                Binary.ORACLE,
                "global: {external_labels: {site: hq}}\nrule_files: [\"" + file + "\"]\n",
                folder.resolve("prometheus"),
                "--web.external-url=http://x.example/p",
                "--web.route-prefix=/");
        PromontoryServer promontory =
            PromontoryServer.start(
                folder,
                """
                stores: []
                global: {external_labels: {site: hq}}
                web: {external_url: "http://x.example/p", route_prefix: /}
                rule_files: ["%s"]
                """
                    .formatted(file))) {
      ApiClient oracle = new ApiClient(prometheus.uri().toString());
      ApiClient subject = promontory.client();
      long start = (long) Math.max(awaitPhase(oracle, 0), awaitPhase(subject, 0)) + 15;
      Map<String, String> expectedAlerts = new TreeMap<>();
      Map<String, String> actualAlerts = new TreeMap<>();
      long end = start + 65;
      while (awaitPhase(subject, 0) < end + 2) {
        alerts(oracle, expectedAlerts);
        alerts(subject, actualAlerts);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      Map<String, String> range =
          Map.of(
              "query",
              "{__name__=~\"phase:.*|wave.*|late:.*|ALERTS.*|alerts:.*\"}[65s]",
              "time",
              Long.toString(end));
      Map<String, JsonNode> expected = series(oracle, range);
      assertThat(series(subject, range)).isEqualTo(expected);
      assertThat(expected.get("{\"__name__\":\"phase:seconds\",\"team\":\"sea\"}")).hasSize(65);
      assertThat(expected).hasSizeGreaterThan(20);

      List<String> both = new ArrayList<>(expectedAlerts.keySet());
      both.retainAll(actualAlerts.keySet());
      assertThat(both).hasSizeGreaterThan(20);
      for (String alert : both) {
        assertThat(actualAlerts.get(alert)).as(alert).isEqualTo(expectedAlerts.get(alert));
      }
      assertThat(subject.get("/api/v1/rules").body()).contains("exceeded limit of 2 with 3 series");
    }
  }

  /** Waits until rules have reached a time; returns the time that they have reached. */
  private static double awaitPhase(ApiClient server, double least) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() - deadline < 0) {
      JsonNode result =
          server
              .get("/api/v1/query", Map.of("query", "{__name__=\"phase:seconds\"}"))
              .json()
              .at("/data/result/0/value/1");
      if (result.asDouble() > least) {
        return result.asDouble();
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no rules evaluated at " + server.base());
  }

  private static Map<String, JsonNode> series(ApiClient server, Map<String, String> query) {
    Map<String, JsonNode> series = new TreeMap<>();
    server
        .get("/api/v1/query", query)
        .json()
        .at("/data/result")
        .forEach(
            one -> {
              Map<String, String> labels = new TreeMap<>();
              one.get("metric")
                  .properties()
                  .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
              series.put(json(labels), one.get("values"));
            });
    return series;
  }

  private static String json(Map<String, String> labels) {
    List<String> parts = new ArrayList<>();
    labels.forEach((name, value) -> parts.add("\"" + name + "\":\"" + value + "\""));
    return "{" + String.join(",", parts) + "}";
  }

  /** Annotations by everything else that is known of an alert. */
  private static void alerts(ApiClient server, Map<String, String> found) {
    for (JsonNode alert : server.get("/api/v1/alerts").json().at("/data/alerts")) {
      String key =
          alert.get("labels").toString()
              + alert.get("state")
              + alert.get("activeAt")
              + alert.get("value")
              + alert.path("keepFiringSince");
      found.put(key, alert.get("annotations").toString());
    }
  }
}
