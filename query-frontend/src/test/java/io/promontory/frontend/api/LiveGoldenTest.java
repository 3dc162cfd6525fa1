package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.http.RawHttp;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.testing.Reference;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The answers of a Prometheus 3.14 that scrapes and evaluates rules, against ours where it is the
 * only store. What it says without filters is replayed to the store; the filters are ours.
 */
class LiveGoldenTest {
  private static final Map<String, String> NOT_SERVED =
      Map.of(
          "/api/v1/targets/relabel_steps",
          "targets are relabelled by the stores alone",
          "/api/v1/alertmanagers",
          "alerts are sent by the stores alone",
          "/api/v1/status/config",
          "the configuration is ours",
          "/api/v1/rules?group_limit=1&group_next_token="
              + "5dd616f620cf4ef90555b8fb601263ee06416407ec5e1d7f56ca3d2fad59d7b8",
          "the token of a group without rules, which the API does not show");

  @Test
  void filtersAnswerAsRecorded() throws Exception {
    FrontendConfig config =
        GoldenServer.config("stores: []\nglobal: {external_labels: {region: eu, replica: A}}\n");
    List<String> failures = new ArrayList<>();
    Map<String, Integer> skipped = new TreeMap<>();
    int passed = 0;
    try (RecordedPrometheus recorded = new RecordedPrometheus(lines());
        Store replayed = new PrometheusStore(PrometheusStoreConfig.of("live", recorded.uri()));
        ApiServer known = server(replayed, config);
        ApiServer scraped = server(samples(), config)) {
      for (JsonNode golden : lines()) {
        String target = golden.get("target").textValue();
        String path = target.split("\\?")[0];
        String reason = NOT_SERVED.getOrDefault(target, NOT_SERVED.get(path));
        if (reason != null) {
          skipped.merge(path + ": " + reason, 1, Integer::sum);
          continue;
        }
        boolean samples = path.equals("/federate");
        RawHttp.Answer answer = GoldenLine.ask((samples ? scraped : known).http(), golden);
        Optional<String> difference = GoldenLine.difference(golden, answer);
        if (difference.isPresent()) {
          failures.add(target + " " + golden.get("headers") + "\n    " + difference.get());
        } else {
          passed++;
        }
      }
    }
    System.out.println("recorded live answers: " + passed + " equal; not asked: " + skipped);
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(100);
  }

  private static ApiServer server(Store store, FrontendConfig config) throws Exception {
    return new ApiServer(
        Services.ready(
            store,
            (all, query, context) -> {
              throw new IllegalStateException("no query is asked");
            },
            config));
  }

  private static List<JsonNode> lines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Reference.path("golden", "language", "http.jsonl"))) {
      JsonNode golden = GoldenJson.MAPPER.readTree(RecordedPrometheus.filledIn(line));
      if (golden.get("server").textValue().equals("live")) {
        lines.add(golden);
      }
    }
    return lines;
  }

  /** What it scraped from its one live target, and that another is gone. */
  private static MemoryStore samples() throws Exception {
    MemoryStore store = new MemoryStore("live", Labels.EMPTY);
    Labels target = Labels.of("env", "test", "instance", "127.0.0.1:19290", "job", "demo");
    long now = Services.NOW.toEpochMilli();
    OpenMetricsFixture.scrape(
        Reference.path("golden", "language", "http", "exposition.txt"), target, now, store);
    store.append(target.with("__name__", "up"), now, 1);
    store.append(Labels.of("__name__", "up", "instance", "127.0.0.1:19298", "job", "gone"), now, 0);
    return store;
  }
}
