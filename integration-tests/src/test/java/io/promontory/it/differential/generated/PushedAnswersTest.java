package io.promontory.it.differential.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.golden.GoldenLines;
import io.promontory.it.differential.golden.GoldenServers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store evaluates is what its samples come to. */
class PushedAnswersTest {
  private static final long SEED = 20260111;
  private static final String SYNTAX =
      "promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers";

  @TempDir private Path directory;

  @Test
  void anotherPromontory() {
    assumeTrue(Reference.present());
    try (PromontoryServer behind = behind("basic", "native");
        PromontoryServer reading = front(behind, "never");
        PromontoryServer pushing = front(behind, "auto")) {
      awaitPushdown(pushing.client());
      compare(reading.client(), pushing.client(), 300);
      assertThat(evaluations(pushing.client())).as("expressions left to it").isGreaterThan(50);
    }
  }

  /** Prometheus' own answers too, where a Promontory has another one evaluate. */
  @ParameterizedTest
  @ValueSource(strings = {"basic", "native"})
  @Tag("long")
  void recordedAnswers(String set) {
    assumeTrue(Reference.present());
    try (PromontoryServer behind = behind(set);
        PromontoryServer pushing = front(behind, "auto")) {
      awaitPushdown(pushing.client());
      assertThat(GoldenLines.differences(set, pushing.client(), Set.of())).isEmpty();
      assertThat(evaluations(pushing.client())).as("expressions left to it").isGreaterThan(20);
    }
  }

  @Test
  @Tag("long")
  void aPrometheus() {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    try (GoldenServers servers =
            GoldenServers.start(directory, Binary.ORACLE, List.of("basic", "native"));
        PromontoryServer pushing = servers.pushing(directory)) {
      awaitPushdown(pushing.client());
      compare(servers.promontory(), pushing.client(), 1_000);
      compare(servers.prometheus(), pushing.client(), 1_000);
    }
  }

  /** Serves blocks of the reference data over gRPC. */
  private PromontoryServer behind(String... sets) {
    StringBuilder config =
        new StringBuilder(
            "feature_flags: [%s]\ngrpc: {listen_address: \"127.0.0.1:0\"}\nstores:\n"
                .formatted(SYNTAX));
    for (String set : sets) {
      config.append(
          "  - {name: %s, type: blocks, bucket: {type: filesystem, path: \"%s\"}, local_path: \"%s\"}\n"
              .formatted(set, Reference.path("golden", "blocks", set), directory.resolve(set)));
    }
    return PromontoryServer.start(directory, config.toString());
  }

  private PromontoryServer front(PromontoryServer behind, String pushdown) {
    return PromontoryServer.start(
        directory,
        "feature_flags: [%s]\nstores: [{name: back, type: grpc, address: \"127.0.0.1:%d\", pushdown: %s}]\n"
            .formatted(SYNTAX, behind.grpcPort(), pushdown));
  }

  /** The first query has the store asked what it is. */
  private static void awaitPushdown(ApiClient client) {
    Awaitility.await("what the store is")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              client.get("/api/v1/query?query=sum(up)");
              return client.get("/api/v1/stores").body().contains("\"evaluator\":\"");
            });
  }

  /** Calls that had a store evaluate. */
  private static long evaluations(ApiClient client) {
    return client
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("promontory_store_calls_total{"))
        .filter(line -> line.contains("call=\"evaluate\"") && line.contains("=\"whole\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void compare(ApiClient expected, ApiClient pushing, int count) {
    GeneratedQueries queries = new GeneratedQueries(expected, pushing, Language.WHOLE, SEED);
    queries.run(count);
    System.out.printf(
        "pushed: %d queries, %d differences, %d unsteady, %.0f %% empty or errors%n",
        queries.coverage().total(),
        queries.differences().size(),
        queries.unsteady(),
        100 * queries.coverage().emptyOrErrorShare());
    assertThat(queries.differences()).as("answers that differ, seed %d", SEED).isEmpty();
    assertThat(queries.unsteady()).isLessThanOrEqualTo(count / 50);
  }
}
