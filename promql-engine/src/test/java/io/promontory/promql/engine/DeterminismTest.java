package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits on any number of threads, over values whose sums depend on the order of adding. */
class DeterminismTest {
  private static final long SEED = 20_260_101;
  private static final int SERIES = 1_500;
  private static final int SAMPLES = 40;

  private final MemoryStore store = adversarial();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(v)",
        "sum by (g) (v)",
        "avg by (g) (v)",
        "avg(v * 1e300)",
        "stddev by (g) (v)",
        "sum without (i) (rate(v[2m]))",
        "quantile by (g) (0.3, v)",
        "topk(7, v)",
        "bottomk by (g) (3, v)",
        "count_values(\"x\", clamp(v, -1, 1))",
        "v / on (i) v",
        "sum by (g) (v) or v",
        "avg_over_time(sum by (g) (v)[5m:30s])",
        "label_replace(v, \"h\", \"$1\", \"g\", \"(.*)\")"
      })
  void bitsDoNotDependOnThreads(String query) {
    List<String> alone = answer(query, 1);
    assertThat(alone).as("seed %d", SEED).isNotEmpty();
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(answer(query, threads)).as("%d threads, seed %d", threads, SEED).isEqualTo(alone);
    }
  }

  private List<String> answer(String query, int threads) {
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, threads);
    try (Engine engine = new Engine(options)) {
      QueryValue value =
          engine
              .run(store, Query.range(query, 0, SAMPLES * 15_000, 30_000), QueryContext.unbounded())
              .value();
      return bits((QueryValue.Matrix) value);
    }
  }

  private static List<String> bits(QueryValue.Matrix matrix) {
    List<String> lines = new ArrayList<>();
    for (PointSeries series : matrix.series()) {
      StringBuilder line = new StringBuilder(series.labels().toString());
      for (int i = 0; i < series.size(); i++) {
        line.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(series.values()[i])));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static MemoryStore adversarial() {
    Random random = new Random(SEED);
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    for (int i = 0; i < SERIES; i++) {
      Labels labels =
          Labels.of("__name__", "v", "i", Integer.toString(i), "g", Integer.toString(i % 7));
      for (int k = 0; k < SAMPLES; k++) {
        double magnitude = Math.pow(10, random.nextInt(32) - 16);
        store.append(labels, k * 15_000L, (random.nextDouble() - 0.5) * magnitude);
      }
    }
    return store;
  }
}
