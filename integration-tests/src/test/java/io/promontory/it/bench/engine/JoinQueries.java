package io.promontory.it.bench.engine;

import io.promontory.promql.engine.Query;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/** Two counters of 1000 instances each, joined over 5000 steps of 10 s. */
final class JoinQueries {
  private static final long INTERVAL_MS = 10_000;
  private static final int STEPS = 5000;
  private static final int INTERVALS = 8640 + STEPS;
  private static final int INSTANCES = 1000;

  private JoinQueries() {}

  static BenchGroup group() {
    List<BenchCase> cases =
        Stream.of(
                "rpc_request_success_total + rpc_request_error_total",
                "rpc_request_success_total + ON (job, instance) GROUP_LEFT rpc_request_error_total",
                "rpc_request_success_total AND rpc_request_error_total{instance=~\"0.*\"}",
                "rpc_request_success_total OR rpc_request_error_total{instance=~\"0.*\"}",
                "rpc_request_success_total UNLESS rpc_request_error_total{instance=~\"0.*\"}")
            .map(JoinQueries::benchCase)
            .toList();
    return new BenchGroup("BenchmarkJoinQuery", JoinQueries::data, cases);
  }

  private static BenchCase benchCase(String expression) {
    long end = INTERVALS * INTERVAL_MS;
    return new BenchCase(
        "expr=" + expression.replace(' ', '_') + "/steps=" + STEPS,
        Query.range(expression, end - STEPS * INTERVAL_MS, end, INTERVAL_MS),
        STEPS);
  }

  private static MemoryStore data() {
    MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < INSTANCES; i++) {
      String instance = new UUID(random.nextLong(), random.nextLong()).toString();
      fill(store, "rpc_request_success_total", instance, 2 * i);
      fill(store, "rpc_request_error_total", instance, 2 * i + 1);
    }
    return store;
  }

  private static void fill(MemoryStore store, String name, String instance, int index) {
    Appender appender =
        store.appender(
            Labels.of(
                "__name__", name,
                "cluster", "test-kubernetes-cluster",
                "domain", "test-domain",
                "environment", "staging",
                "instance", instance,
                "job", "worker",
                "namespace", "test-kubernetes-namespace",
                "rpc_method", "fetch-my-data-from-this-service"));
    double fraction = index / (2.0 * INSTANCES);
    for (int s = 0; s < INTERVALS; s++) {
      appender.append(s * INTERVAL_MS, s + fraction);
    }
  }
}
