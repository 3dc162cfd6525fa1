package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import org.jspecify.annotations.Nullable;

/** How many float samples a histogram counts as, in limits and statistics, as in Prometheus. */
final class HistogramWeight {
  private static final int BYTES_OF_FLOAT_SAMPLE = 16;
  private static final int BYTES_OF_TIMESTAMP = 8;
  private static final int BYTES_WITHOUT_BUCKETS = 168;

  private HistogramWeight() {}

  /** How many floats the slots of a column count as, present or not. */
  static long of(StepColumn column) {
    return column.steps() + beyondSlots(column);
  }

  /** True where a slot that is present is a histogram. */
  static boolean hasHistogram(StepColumn column) {
    return beyondSlots(column) > 0;
  }

  /** How many floats the histograms of a column count as beyond the one of each slot. */
  static long beyondSlots(StepColumn column) {
    @Nullable FloatHistogram[] histograms = column.histograms;
    long weight = 0;
    for (int step = 0; histograms != null && step < histograms.length; step++) {
      FloatHistogram histogram = column.present[step] ? histograms[step] : null;
      weight += histogram == null ? 0 : of(histogram) - 1;
    }
    return weight;
  }

  static int of(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    int spans = (layout.positiveSpans().length + layout.negativeSpans().length) / 2;
    int slots = spans + layout.buckets() + layout.customBounds().length;
    return (BYTES_WITHOUT_BUCKETS + 8 * slots + BYTES_OF_TIMESTAMP) / BYTES_OF_FLOAT_SAMPLE;
  }
}
