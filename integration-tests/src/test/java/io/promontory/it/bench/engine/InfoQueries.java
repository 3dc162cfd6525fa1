package io.promontory.it.bench.engine;

import io.promontory.promql.engine.Query;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;

/** Three counters joined with one of a hundred info series, by {@code group_left} and by info(). */
final class InfoQueries {
  private static final long INTERVAL_MS = 2000;
  private static final int INTERVALS = 3600;
  private static final int INFO_SERIES = 100;
  private static final String RATE = "rate(http_server_request_duration_seconds_count[2m])";

  private InfoQueries() {}

  static BenchGroup group() {
    Map<String, String> queries =
        Map.of(
            "Joining info metrics with other metrics with group_left example 1",
            RATE
                + " * on (job, instance) group_left (k8s_cluster_name)"
                + " target_info{k8s_cluster_name=\"us-east\"}",
            "Joining info metrics with other metrics with info() example 1",
            "info(" + RATE + ", {k8s_cluster_name=\"us-east\"})",
            "Joining info metrics with other metrics with group_left example 2",
            "sum by (k8s_cluster_name, http_status_code) ("
                + RATE
                + " * on (job, instance) group_left (k8s_cluster_name) target_info)",
            "Joining info metrics with other metrics with info() example 2",
            "sum by (k8s_cluster_name, http_status_code) (info("
                + RATE
                + ", {k8s_cluster_name=~\".+\"}))");
    List<BenchCase> cases =
        queries.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    new BenchCase(
                        entry.getKey().replace(' ', '_'),
                        Query.range(entry.getValue(), 0, 7_200_000, 30_000),
                        240))
            .toList();
    return new BenchGroup("BenchmarkInfoFunction", InfoQueries::data, cases);
  }

  private static MemoryStore data() {
    MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
    for (int i = 0; i < INFO_SERIES; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              "target_info",
              "instance",
              "instance" + i,
              "job",
              "job" + i,
              "k8s_cluster_name",
              i < INFO_SERIES / 2 ? "us-east" : "eu-south");
      for (int s = 0; s < INTERVALS; s++) {
        store.append(labels, s * INTERVAL_MS, 1);
      }
    }
    for (String status : List.of("200", "400", "500")) {
      Labels labels =
          Labels.of(
              "__name__", "http_server_request_duration_seconds_count",
              "http_status_code", status,
              "instance", "instance0",
              "job", "job0");
      for (int s = 0; s < INTERVALS; s++) {
        store.append(labels, s * INTERVAL_MS, s);
      }
    }
    return store;
  }
}
