package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * Native histograms reduced to count, sum and schema. Since nothing can be told of resets without
 * buckets, the hints say whether there was one wherever the histogram before is known, as in
 * Prometheus.
 */
public final class BucketlessHistograms {
  static final double[] NO_COUNTS = {};

  private BucketlessHistograms() {}

  /** Reduces all histograms of a series, in order. */
  public static void reduce(SampleColumns samples) {
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
        layout = layout(schema);
      }
      histograms[i] = reduced(histogram, last, layout);
      last = histogram;
    }
  }

  /** No buckets of a schema. */
  static HistogramLayout layout(int schema) {
    return new HistogramLayout(
        schema, 0, HistogramLayout.NO_SPANS, HistogramLayout.NO_SPANS, HistogramLayout.NO_BOUNDS);
  }

  /**
   * A histogram without its buckets.
   *
   * @param last the histogram before, with buckets, if it is known
   * @param layout for the result
   */
  static FloatHistogram reduced(
      FloatHistogram histogram, @Nullable FloatHistogram last, HistogramLayout layout) {
    return new FloatHistogram(
        layout, hint(histogram, last), histogram.count(), 0, histogram.sum(), NO_COUNTS);
  }

  private static ResetHint hint(FloatHistogram histogram, @Nullable FloatHistogram last) {
    if (histogram.hint() != ResetHint.UNKNOWN || last == null) {
      return histogram.hint();
    }
    return histogram.isResetAfter(last) ? ResetHint.RESET : ResetHint.NOT_RESET;
  }
}
