package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of names when native histograms are computed with, names being dropped at once. */
class NativeNamesTest {
  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);

  NativeNamesTest() {
    HistogramLayout layout =
        new HistogramLayout(
            0, 0, new int[] {0, 1}, HistogramLayout.NO_SPANS, HistogramLayout.NO_BOUNDS);
    FloatHistogram histogram =
        new FloatHistogram(layout, ResetHint.UNKNOWN, 1, 0, 1, new double[] {1});
    store.append(Labels.of("__name__", "h", "__type__", "t", "__unit__", "u"), 0, histogram);
    store.append(Labels.of("__name__", "both", "i", "x"), 0, histogram);
    store.append(Labels.of("__name__", "both", "i", "x", "le", "+Inf"), 0, 1);
  }

  private QueryResult run(String query) {
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 1);
    try (Engine engine = new Engine(options)) {
      return engine.run(store, Query.instant(query, 0), QueryContext.unbounded());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          histogram_count(h)         | {__type__="t", __unit__="u"}
          histogram_sum(h)           | {__type__="t", __unit__="u"}
          histogram_avg(h)           | {__type__="t", __unit__="u"}
          histogram_stddev(h)        | {__type__="t", __unit__="u"}
          histogram_stdvar(h)        | {__type__="t", __unit__="u"}
          histogram_quantile(0.5, h) | {}
          histogram_fraction(0, 1, h)| {}
          -h                         | {}
          h * 2                      | {}
          h + h                      | {}
          h </ 2                     | {__name__="h", __type__="t", __unit__="u"}
          h == h                     | {__name__="h", __type__="t", __unit__="u"}
          h == bool h                | {}
          """)
  void drops(String query, String labels) {
    QueryValue.Vector vector = (QueryValue.Vector) run(query).value();
    assertThat(vector.samples())
        .singleElement()
        .extracting(s -> s.labels().toString())
        .isEqualTo(labels);
  }

  @Test
  void annotationsDoNotNameWhatHasLostItsName() {
    String query = "histogram_quantile(0.5, both)";
    QueryResult result = run(query);
    assertThat(result.value()).isEqualTo(new QueryValue.Vector(List.of()));
    assertThat(result.warnings())
        .containsExactly(
            "PromQL warning: vector contains a mix of classic and native histograms (1:25)");
  }
}
