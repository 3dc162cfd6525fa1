package io.promontory.promql.exec;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;

/** How many float samples a histogram counts as, in limits and statistics, as in Prometheus. */
final class HistogramWeight {
  private static final int BYTES_OF_FLOAT_SAMPLE = 16;
  private static final int BYTES_OF_TIMESTAMP = 8;
  private static final int BYTES_WITHOUT_BUCKETS = 168;

  private HistogramWeight() {}

  static int of(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    int spans = (layout.positiveSpans().length + layout.negativeSpans().length) / 2;
    int slots = spans + layout.buckets() + layout.customBounds().length;
    return (BYTES_WITHOUT_BUCKETS + 8 * slots + BYTES_OF_TIMESTAMP) / BYTES_OF_FLOAT_SAMPLE;
  }
}
