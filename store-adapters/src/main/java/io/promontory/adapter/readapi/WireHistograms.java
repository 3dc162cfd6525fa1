package io.promontory.adapter.readapi;

import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;

/** Native histograms as messages, their counts as floats. */
final class WireHistograms {
  private WireHistograms() {}

  /**
   * @param timestamp ms
   */
  static Histogram of(FloatHistogram histogram, long timestamp) {
    HistogramLayout layout = histogram.layout();
    Histogram.Builder message =
        Histogram.newBuilder()
            .setCountFloat(histogram.count())
            .setSum(histogram.sum())
            .setSchema(layout.schema())
            .setZeroThreshold(layout.zeroThreshold())
            .setZeroCountFloat(histogram.zeroCount())
            .setTimestamp(timestamp)
            .setResetHint(
                switch (histogram.hint()) {
                  case UNKNOWN -> Histogram.ResetHint.UNKNOWN;
                  case RESET -> Histogram.ResetHint.YES;
                  case NOT_RESET -> Histogram.ResetHint.NO;
                  case GAUGE -> Histogram.ResetHint.GAUGE;
                });
    int[] positive = layout.positiveSpans();
    for (int i = 0; i < positive.length; i += 2) {
      message.addPositiveSpans(span(positive, i));
    }
    int[] negative = layout.negativeSpans();
    for (int i = 0; i < negative.length; i += 2) {
      message.addNegativeSpans(span(negative, i));
    }
    double[] buckets = histogram.buckets();
    for (int i = 0; i < buckets.length; i++) {
      if (i < layout.positiveBuckets()) {
        message.addPositiveCounts(buckets[i]);
      } else {
        message.addNegativeCounts(buckets[i]);
      }
    }
    for (double bound : layout.customBounds()) {
      message.addCustomValues(bound);
    }
    return message.build();
  }

  private static BucketSpan span(int[] spans, int at) {
    return BucketSpan.newBuilder().setOffset(spans[at]).setLength(spans[at + 1]).build();
  }
}
