package io.promontory.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.it.client.Tools.Output;
import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.FleetData;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * VictoriaMetrics' vmalert evaluates rules over a Prometheus and over Promontory in front of it:
 * what it writes and what it fires must be equal.
 */
@Tag("long")
class VmalertTest {
  private static final Instant FROM = Instant.ofEpochSecond(FleetData.START_SECONDS + 600);
  private static final Instant TO = FROM.plus(Duration.ofMinutes(100));

  /** A time at which every job has instances that are up. */
  private static final long FIXED_SECONDS = FleetData.START_SECONDS + 3000;

  private static final String REPLAYED =
      """
      groups:
        - name: replayed
          interval: 30s
          rules:
            - record: job:requests:rate5m
              expr: sum by (job) (rate(requests_total[5m]))
              labels: {origin: replay}
            - record: site:temperature:max
              expr: max by (site) (temperature_celsius)
            - record: job_le:request_duration:increase10m
              expr: sum by (job, le) (increase(request_duration_seconds_bucket[10m]))
            - alert: InstanceGone
              expr: absent_over_time(up{instance="10.0.0.3:9100"}[5m]) > 0
              for: 1m
              labels: {severity: page}
            - alert: LongQueue
              expr: queue_length > 13
              for: 30s
              annotations: {summary: "{{ $labels.instance }} holds {{ $value }}"}
      """;

  private static final String LIVE =
      """
      groups:
        - name: live
          interval: 1s
          rules:
            - record: job:up:count
              expr: count by (job) (up @ %1$d)
            - alert: Up
              expr: count by (job) (up @ %1$d) > 0
              for: 1s
              labels: {severity: info}
              annotations: {summary: "{{ $labels.job }} has {{ $value }}"}
            - alert: Refused
              expr: rate(up)
      """
          .formatted(FIXED_SECONDS);

  @TempDir static Path directory;
  private static Fleet fleet;
  private static PromontoryProcess promontory;

  @BeforeAll
  static void start() {
    fleet = Fleet.start(directory);
    promontory = PromontoryProcess.start(directory, fleet.asStore());
  }

  @AfterAll
  static void stop() {
    promontory.close();
    fleet.close();
  }

  @Test
  void replaysRulesOverThePastWithEqualSamples() throws IOException {
    Answer direct = replayed(fleet.client());
    Answer through = replayed(promontory.client());
    assertThat(Answers.difference(direct, through, false)).isNull();
    assertThat(direct.json().at("/data/result").findValuesAsText("__name__"))
        .contains(
            "job:requests:rate5m",
            "site:temperature:max",
            "job_le:request_duration:increase10m",
            "ALERTS",
            "ALERTS_FOR_STATE");
  }

  @Test
  void firesTheSameAlertsAndReportsTheSameErrors() throws IOException {
    TreeSet<String> direct = evaluated(fleet.client());
    assertThat(evaluated(promontory.client())).isEqualTo(direct);
    assertThat(direct).filteredOn(line -> line.contains("\"firing\"")).hasSize(4);
    assertThat(direct)
        .anyMatch(line -> line.contains("expected type range vector"))
        .anyMatch(line -> line.contains("job:up:count") && line.contains("\"ok\""));
  }

  /** All samples that a replay over the given server writes. */
  private static Answer replayed(ApiClient server) throws IOException {
    Path home = Files.createTempDirectory(directory, "replay");
    Path rules = Files.writeString(home.resolve("rules.yml"), REPLAYED);
    try (PrometheusProcess receiver = receiver(home)) {
      Output output =
          Tools.run(
              home,
              List.of(
                  "vmalert",
                  "-rule=" + rules,
                  "-datasource.url=" + server.base(),
                  "-remoteWrite.url=" + receiver.uri(),
                  "-replay.timeFrom=" + FROM,
                  "-replay.timeTo=" + TO,
                  "-replay.maxDatapointsPerQuery=60",
                  "-replay.disableProgressBar"));
      assertThat(output.exit()).as(output.text()).isZero();
      assertThat(output.text()).doesNotContain("\terror\t");
      return new ApiClient(receiver.uri().toString())
          .get(
              "/api/v1/query",
              Map.of(
                  "query",
                  "{__name__!=\"\"}[3h]",
                  "time",
                  Long.toString(TO.getEpochSecond() + 1800)));
    }
  }

  /** Alerts and rules of a vmalert that evaluates over the given server, once all alerts fire. */
  private static TreeSet<String> evaluated(ApiClient server) throws IOException {
    Path home = Files.createTempDirectory(directory, "live");
    Path rules = Files.writeString(home.resolve("rules.yml"), LIVE);
    int port = PromontoryProcess.freePort();
    try (PrometheusProcess receiver = receiver(home)) {
      Process vmalert =
          new ProcessBuilder(
                  "vmalert",
                  "-rule=" + rules,
                  "-rule.validateExpressions=false",
                  "-datasource.url=" + server.base(),
                  "-remoteRead.url=" + server.base(),
                  "-remoteWrite.url=" + receiver.uri(),
                  "-notifier.url=" + receiver.uri(),
                  "-httpListenAddr=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("log").toFile())
              .start();
      try {
        ApiClient client = new ApiClient("http://127.0.0.1:" + port);
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .until(() -> alerts(client).stream().filter(a -> a.contains("firing")).count() >= 4);
        TreeSet<String> lines = alerts(client);
        for (JsonNode rule : client.get("/api/v1/rules").json().at("/data/groups/0/rules")) {
          // The error names the request, time and all, before the server's answer to it.
          String error = rule.path("lastError").asText();
          String answer = error.substring(Math.max(0, error.indexOf("Response body")));
          lines.add(List.of(rule.path("name"), rule.path("health"), answer).toString());
        }
        return lines;
      } finally {
        vmalert.destroyForcibly();
      }
    }
  }

  private static TreeSet<String> alerts(ApiClient vmalert) {
    TreeSet<String> alerts = new TreeSet<>();
    for (JsonNode alert : vmalert.get("/api/v1/alerts").json().at("/data/alerts")) {
      alerts.add(
          List.of(
                  alert.path("name"),
                  alert.path("state"),
                  alert.path("value"),
                  alert.path("labels"),
                  alert.path("annotations"))
              .toString());
    }
    return alerts;
  }

  /** A Prometheus that takes remote writes of any age, in any order. */
  private static PrometheusProcess receiver(Path home) throws IOException {
    return PrometheusProcess.start(
        "storage: {tsdb: {out_of_order_time_window: 30d}}\n",
        Files.createDirectory(home.resolve("data")));
  }
}
