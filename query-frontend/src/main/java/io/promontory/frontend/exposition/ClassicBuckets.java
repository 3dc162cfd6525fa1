package io.promontory.frontend.exposition;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;

/** A histogram with custom bounds as classic buckets. */
final class ClassicBuckets {
  private ClassicBuckets() {}

  /**
   * For each custom bound the count of observations up to it; the last bucket is not among them.
   */
  static double[] cumulative(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    double[] counts = new double[layout.customBounds().length + 1];
    int[] spans = layout.positiveSpans();
    int index = 0;
    int bucket = 0;
    for (int i = 0; i < spans.length; i += 2) {
      index += spans[i];
      for (int j = 0; j < spans[i + 1]; j++) {
        counts[index++] = histogram.buckets()[bucket++];
      }
    }
    double[] cumulative = new double[layout.customBounds().length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += counts[i];
      cumulative[i] = sum;
    }
    return cumulative;
  }
}
