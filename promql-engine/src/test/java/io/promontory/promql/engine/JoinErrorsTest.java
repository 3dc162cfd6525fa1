package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A join over many steps fails as the first of its steps does that fails alone. */
class JoinErrorsTest {
  private static final int STEPS = 8;
  private static final List<String> JOINS =
      List.of(
          "a * on (k) b",
          "a * on (k) group_left () b",
          "a * on (k) group_left (n) b",
          "a * on (k) group_right (n) b",
          "a > on (k) group_left (n) b",
          "a + ignoring (n) b",
          "a + on (k) fill_left(1) b",
          "a + on (k) group_left (n) fill_right(1) b",
          "a + on (k) group_right (n) fill(1) b");

  @Test
  void theFirstStepDecides() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (TestData data = new TestData(FeatureFlags.ALL_SYNTAX)) {
      for (int round = 0; round < 300; round++) {
        String suffix = "_" + round;
        int series = 1 + random.nextInt(8);
        for (int i = 0; i < series; i++) {
          double[] values = new double[STEPS];
          for (int step = 0; step < STEPS; step++) {
            values[step] = random.nextInt(4) > 0 ? TestData.STALE : random.nextInt(5);
          }
          String name = (random.nextBoolean() ? "a" : "b") + suffix;
          String key = "" + random.nextInt(2);
          data.series(List.of("__name__", name, "k", key, "n", "" + i), values);
        }
        for (String join : JOINS) {
          String query = join.replace("a ", "a" + suffix + " ").replaceAll("b$", "b" + suffix);
          String expected = null;
          for (int step = 0; expected == null && step < STEPS; step++) {
            expected = error(data, Query.instant(query, step * 10_000L));
          }
          Query range = Query.range(query, 0, (STEPS - 1) * 10_000L, 10_000);
          assertThat(error(data, range)).as("seed %d: %s", seed, query).isEqualTo(expected);
        }
      }
    }
  }

  private static @Nullable String error(TestData data, Query query) {
    try {
      data.run(query);
      return null;
    } catch (QueryException e) {
      return e.getMessage();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void failsBeforeAllPairsAreMade() {
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    for (int i = 0; i < 30_000; i++) {
      store.append(Labels.of("__name__", "many", "k", "1", "i", "" + i), 0, 1);
      store.append(Labels.of("__name__", "pods", "k", "1", "i", "" + i), 0, 1);
    }
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 2);
    Query query = Query.range("many * on (k) group_left () pods", 0, 50_000, 10_000);
    try (Engine engine = new Engine(options)) {
      assertThatThrownBy(() -> engine.run(store, query, QueryContext.unbounded()))
          .hasMessageStartingWith("found duplicate series for the match group {k=\"1\"}");
    }
  }
}
