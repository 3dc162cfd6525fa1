package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native histograms count as what they weigh where they are held, and not where they pass. */
class NativeMemoryTest {
  private static final int SERIES = 300;

  /** As Prometheus counts: 168 bytes, and 8 for each of 30 buckets and one span, in floats. */
  private static final int WEIGHT = (168 + 8 * 31 + 8) / 16;

  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              new FeatureFlags(true, false, false, false, false, false, false),
              2));

  @BeforeEach
  void fill() {
    HistogramLayout layout =
        new HistogramLayout(
            0, 0.5, new int[] {0, 30}, HistogramLayout.NO_SPANS, HistogramLayout.NO_BOUNDS);
    double[] counts = new double[30];
    counts[7] = 5;
    for (int i = 0; i < SERIES; i++) {
      store.append(
          Labels.of("__name__", "h", "i", "" + i, "g", "" + i / 10),
          0,
          new FloatHistogram(layout, ResetHint.UNKNOWN, 5, 0, 9, counts));
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void run(String query, long maxSamples) {
    QueryBudget budget = new QueryBudget(maxSamples, 0);
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    try {
      engine.run(store, Query.instant(query, 0), context);
    } finally {
      assertThat(budget.heldSamples()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h",
        "h or vector(1)",
        "count(h == h)",
        "label_replace(h, \"a\", \"$1\", \"i\", \"(.*)\")",
        "histogram_quantile(0.5, h)",
        "count(sort_by_label(h, \"g\"))",
        "count(limitk(1000, h))",
        "count(vector(1) or h)",
        "count(sum by (i) (h))",
        "count(avg by (i) (h))",
      })
  void histogramsThatAreHeld(String query) {
    assertThatThrownBy(() -> run(query, SERIES * (WEIGHT - 1)))
        .hasMessage("query processing would load too many samples into memory in query execution");
    assertThatCode(() -> run(query, 4L * SERIES * (WEIGHT + 1))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(h)",
        "avg(h)",
        "count(h)",
        "sum(histogram_count(h))",
        "max(h)",
        "topk(5, h)",
        "limitk(1, h)",
        "count(h * 2)",
        "count(limit_ratio(0.5, h))",
      })
  void histogramsThatPass(String query) {
    assertThatCode(() -> run(query, 4 * WEIGHT)).doesNotThrowAnyException();
  }

  @Test
  void sumsWeighOncePerGroup() {
    assertThatThrownBy(() -> run("count(sum by (g) (h))", SERIES / 10 * (WEIGHT - 1)))
        .hasMessage("query processing would load too many samples into memory in query execution");
    assertThatCode(() -> run("count(sum by (g) (h))", SERIES / 10 * (WEIGHT + 2)))
        .doesNotThrowAnyException();
  }
}
