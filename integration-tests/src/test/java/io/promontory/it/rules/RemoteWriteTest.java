package io.promontory.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
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
 * Results in real receivers, one of version 1.0 and, where there is one, one of 2.0: all killed and
 * started again, the writer too, and in the end each has what the writer has.
 */
class RemoteWriteTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - {record: phase, expr: floor(vector(time()))}
            - {record: odd, expr: phase % 2 == 1}
            - {record: third, expr: phase / 3, labels: {x: é}}
            - {alert: Even, expr: phase % 2 == 0, labels: {severity: page}}
      """;

  @TempDir Path folder;
  private final List<Binary> receivers = new ArrayList<>(List.of(Binary.INSTALLED));
  private final Map<Binary, PrometheusProcess> running = new TreeMap<>();

  private void startReceivers() {
    for (Binary binary : receivers) {
      PrometheusProcess before = running.get(binary);
      int port = before == null ? 0 : before.uri().getPort();
      running.put(binary, PrometheusProcess.start(binary, port, "", folder.resolve(binary.name())));
    }
  }

  private PromontoryProcess startWriter() {
    StringBuilder config = new StringBuilder("stores: []\n");
    config.append("global: {external_labels: {site: hq}}\n");
    config.append("storage: {path: \"").append(folder.resolve("data")).append("\"}\n");
    config.append("rule_files: [\"").append(folder.resolve("rules.yml")).append("\"]\n");
    config.append("remote_write:\n");
    running.forEach(
        (binary, prometheus) ->
            config.append(
                """
                  - url: "%s/api/v1/write"
                    name: %s
                    protobuf_message: %s
                    queue_config: {batch_send_deadline: 100ms, max_backoff: 200ms}
                """
                    .formatted(
                        prometheus.uri(),
                        binary.name(),
                        binary == Binary.ORACLE
                            ? "io.prometheus.write.v2.Request"
                            : "prometheus.WriteRequest")));
    return PromontoryProcess.start(folder, config.toString());
  }

  @Test
  @Tag("long")
  void everySampleArrivesOverDeathsOfBothSides() throws IOException {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    if (Binary.ORACLE.isPresent()) {
      receivers.add(Binary.ORACLE);
    }
    long first;
    long last;
    Map<Binary, String> received = new TreeMap<>();
    String own;
    try {
      startReceivers();
      try (PromontoryProcess writer = startWriter()) {
        first = awaitPhase(client(writer), 0) + 1;
        running.values().forEach(prometheus -> awaitPhase(client(prometheus), first));
        running.values().forEach(PrometheusProcess::close);
        awaitPhase(client(writer), first + 3);
      } // killed, with results that nobody has
      try (PromontoryProcess writer = startWriter()) {
        long again = awaitPhase(client(writer), 0);
        startReceivers();
        awaitPhase(client(writer), again + 2);
        last = awaitPhase(client(writer), 0) - 1;
        own = samples(client(writer), first, last);
        running.forEach(
            (binary, prometheus) -> {
              awaitPhase(client(prometheus), last + 1);
              received.put(
                  binary, samples(client(prometheus), first, last).replace(",\"site\":\"hq\"", ""));
            });
        String metrics = client(writer).get("/metrics").body();
        assertThat(metrics)
            .contains("prometheus_remote_storage_samples_total{remote_name=\"INSTALLED\"")
            .containsPattern("prometheus_remote_storage_shards_max\\{.*} 50");
      }
    } finally {
      running.values().forEach(PrometheusProcess::close);
    }
    assertThat(own).contains("\"phase\"", "\"odd\"", "\"Even\"", "ALERTS_FOR_STATE");
    received.forEach((binary, text) -> assertThat(text).as(binary.name()).isEqualTo(own));
  }

  private static ApiClient client(PrometheusProcess prometheus) {
    return new ApiClient(prometheus.uri().toString());
  }

  private static ApiClient client(PromontoryProcess writer) {
    return writer.client();
  }

  /** All samples, and, by looking each second, where series end. */
  private static String samples(ApiClient server, long first, long last) {
    String all = "{__name__=~\"phase|odd|third|ALERTS.*\"}";
    StringBuilder text = new StringBuilder();
    for (JsonNode answer :
        List.of(
            server
                .get(
                    "/api/v1/query",
                    Map.of(
                        "query",
                        all + "[" + (last - first + 1) + "s]",
                        "time",
                        Long.toString(last)))
                .json(),
            server
                .get(
                    "/api/v1/query_range",
                    Map.of(
                        "query",
                        all,
                        "start",
                        Long.toString(first),
                        "end",
                        Long.toString(last),
                        "step",
                        "1"))
                .json())) {
      assertThat(answer.path("status").asText()).isEqualTo("success");
      Map<String, String> sorted = new TreeMap<>();
      answer
          .at("/data/result")
          .forEach(one -> sorted.put(one.get("metric").toString(), one.get("values").toString()));
      sorted.forEach((metric, values) -> text.append(metric).append(values).append('\n'));
    }
    return text.toString();
  }

  /** Waits until results have reached a time; returns the time that they have reached. */
  private static long awaitPhase(ApiClient server, long least) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() - deadline < 0) {
      long at =
          server
              .get("/api/v1/query", Map.of("query", "phase"))
              .json()
              .at("/data/result/0/value/1")
              .asLong();
      if (at > least) {
        return at;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no results behind " + least + " at " + server.base());
  }
}
