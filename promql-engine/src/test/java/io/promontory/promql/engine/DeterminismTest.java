package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
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

  private static final MemoryStore STORE = adversarial();

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
        "label_replace(v, \"h\", \"$1\", \"g\", \"(.*)\")",
        "sum(h)",
        "avg by (g) (h)",
        "sum by (g) (h{g!=\"0\"} * 1e-3)",
        "h + on (i) h",
        "2 </ h",
        "h >/ on (i) v",
        "histogram_quantile(0.3, sum by (g) (h))"
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
      QueryResult result =
          engine.run(
              STORE, Query.range(query, 0, SAMPLES * 15_000, 30_000), QueryContext.unbounded());
      List<String> lines = bits((QueryValue.Matrix) result.value());
      lines.addAll(result.warnings());
      lines.addAll(result.infos());
      return lines;
    }
  }

  private static List<String> bits(QueryValue.Matrix matrix) {
    List<String> lines = new ArrayList<>();
    for (PointSeries series : matrix.series()) {
      StringBuilder line = new StringBuilder(series.labels().toString());
      for (int i = 0; i < series.size(); i++) {
        FloatHistogram histogram = series.histogram(i);
        line.append(' ')
            .append(
                histogram == null
                    ? Long.toHexString(Double.doubleToRawLongBits(series.values()[i]))
                    : histogram.hint() + " " + histogram);
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
      Labels histograms = labels.with("__name__", "h");
      for (int k = 0; k < SAMPLES; k++) {
        if (i % 7 == 0 && i % 3 == 0) {
          store.append(histograms, k * 15_000L, k);
        } else {
          store.append(histograms, k * 15_000L, histogram(random));
        }
      }
    }
    return store;
  }

  /** Of one of a few layouts, with counts that add up differently in another order. */
  private static FloatHistogram histogram(Random random) {
    HistogramLayout layout =
        new HistogramLayout(
            random.nextInt(3) - 1,
            random.nextInt(2) * 0.01,
            new int[] {random.nextInt(4), 2, 1, 3},
            HistogramLayout.NO_SPANS,
            HistogramLayout.NO_BOUNDS);
    double[] counts =
        random.doubles(5).map(x -> x * Math.pow(10, random.nextInt(20) - 10)).toArray();
    return new FloatHistogram(
        layout,
        ResetHint.UNKNOWN,
        random.nextDouble() * 1e12,
        random.nextDouble(),
        1e6 / 3,
        counts);
  }
}
