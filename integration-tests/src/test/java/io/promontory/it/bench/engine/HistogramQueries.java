package io.promontory.it.bench.engine;

import io.promontory.promql.engine.Query;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Native histograms of 3000 series, 2000 integer histograms each, 15 s apart, over 2 h. */
final class HistogramQueries {
  private static final int SERIES = 3000;
  private static final int SAMPLES = 2000;
  private static final long INTERVAL_MS = 15_000;
  private static final int[] SPANS = {0, 2, 1, 2};

  private static final HistogramLayout EXPONENTIAL =
      new HistogramLayout(1, 0.001, SPANS, SPANS, HistogramLayout.NO_BOUNDS);
  private static final HistogramLayout CUSTOM =
      new HistogramLayout(
          HistogramLayout.CUSTOM, 0, SPANS, HistogramLayout.NO_SPANS, new double[] {0, 1, 2, 3, 4});

  private HistogramQueries() {}

  static BenchGroup exponential() {
    String metric = "native_histogram_series";
    List<BenchCase> cases = new ArrayList<>(cases(metric));
    for (Map.Entry<String, String> range :
        List.of(Map.entry("short", "2m"), Map.entry("long", "20m"))) {
      String sum = "(sum(rate(" + metric + "[" + range.getValue() + "])))";
      cases.add(
          benchCase(
              "two-legged histogram_count/sum with " + range.getKey() + " rate interval",
              "histogram_count" + sum + " + histogram_sum" + sum));
    }
    return new BenchGroup("BenchmarkNativeHistograms", () -> data(metric, false), cases);
  }

  static BenchGroup customBounds() {
    String metric = "native_histogram_custom_bucket_series";
    return new BenchGroup(
        "BenchmarkNativeHistogramsCustomBuckets", () -> data(metric, true), cases(metric));
  }

  private static List<BenchCase> cases(String metric) {
    return List.of(
        benchCase("sum", "sum(" + metric + ")"),
        benchCase("sum rate with short rate interval", "sum(rate(" + metric + "[2m]))"),
        benchCase("sum rate with long rate interval", "sum(rate(" + metric + "[20m]))"),
        benchCase(
            "histogram_count with short rate interval",
            "histogram_count(sum(rate(" + metric + "[2m])))"),
        benchCase(
            "histogram_count with long rate interval",
            "histogram_count(sum(rate(" + metric + "[20m])))"));
  }

  private static BenchCase benchCase(String name, String expression) {
    return new BenchCase(
        name.replace(' ', '_'), Query.range(expression, 0, 7_200_000, 30_000), 240);
  }

  private static MemoryStore data(String metric, boolean customBounds) {
    MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
    for (int s = 0; s < SERIES; s++) {
      Appender appender =
          store.appender(Labels.of("__name__", metric, "foo", "bar", "h", Integer.toString(s)));
      if (!customBounds) {
        appender.append(0, ofHigherSchema());
      }
      for (int i = customBounds ? 0 : 1; i < SAMPLES; i++) {
        appender.append(i * INTERVAL_MS, customBounds ? custom(i) : exponential(i));
      }
    }
    return store;
  }

  /** The first histogram of each exponential series, so that every rate from it on sees a reset. */
  private static FloatHistogram ofHigherSchema() {
    return new FloatHistogram(
        new HistogramLayout(
            3,
            0,
            new int[] {-5, 2, 2, 3, 2, 2},
            HistogramLayout.NO_SPANS,
            HistogramLayout.NO_BOUNDS),
        ResetHint.UNKNOWN,
        13,
        0,
        0,
        new double[] {1, 3, 1, 2, 1, 1, 4});
  }

  private static FloatHistogram exponential(int i) {
    double[] buckets = {i + 1, i + 2, i + 1, i + 1, i + 1, i + 2, i + 1, i + 1};
    return new FloatHistogram(EXPONENTIAL, hint(i), 12 + i * 9, 2 + i, 18.4 * (i + 1), buckets);
  }

  private static FloatHistogram custom(int i) {
    double[] buckets = {i + 1, i + 2, i + 1, i + 1};
    return new FloatHistogram(CUSTOM, hint(i), 5 + i * 4, 0, 18.4 * (i + 1), buckets);
  }

  private static ResetHint hint(int i) {
    return i == 0 ? ResetHint.UNKNOWN : ResetHint.NOT_RESET;
  }
}
