package io.promontory.promql.exec;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * Native histograms reduced to count, sum and schema. Since nothing can be told of resets without
 * buckets, the hints say whether there was one wherever the histogram before is known, as in
 * Prometheus.
 */
final class BucketlessHistograms {
  private static final double[] NO_COUNTS = {};

  private BucketlessHistograms() {}

  /** Reduces all histograms of a series, in order. */
  static void reduce(SampleColumns samples) {
    @Nullable FloatHistogram[] histograms = samples.histograms;
    FloatHistogram last = null;
    HistogramLayout layout = HistogramLayout.EMPTY;
    for (int i = 0; histograms != null && i < samples.size; i++) {
      FloatHistogram histogram = histograms[i];
      if (histogram == null || StaleMarker.isStale(histogram.sum())) {
        continue;
      }
      int schema = histogram.layout().schema();
      if (layout.schema() != schema) {
        layout =
            new HistogramLayout(
                schema,
                0,
                HistogramLayout.NO_SPANS,
                HistogramLayout.NO_SPANS,
                HistogramLayout.NO_BOUNDS);
      }
      histograms[i] =
          new FloatHistogram(
              layout, hint(histogram, last), histogram.count(), 0, histogram.sum(), NO_COUNTS);
      last = histogram;
    }
  }

  private static ResetHint hint(FloatHistogram histogram, @Nullable FloatHistogram last) {
    if (histogram.hint() != ResetHint.UNKNOWN || last == null) {
      return histogram.hint();
    }
    return histogram.isResetAfter(last) ? ResetHint.RESET : ResetHint.NOT_RESET;
  }
}
