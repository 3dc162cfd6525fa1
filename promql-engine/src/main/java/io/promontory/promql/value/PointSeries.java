package io.promontory.promql.value;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The points of one output series, in time order. Arrays are shared, not copied: readers must not
 * write to them.
 *
 * @param timestampsMs ms since the epoch, ascending
 * @param values the floats at these times
 * @param histograms null where all points are floats; else a point is a histogram where its entry
 *     is not null, and its float means nothing
 * @param size how many entries count; the arrays may be longer
 */
public record PointSeries(
    Labels labels,
    long[] timestampsMs,
    double[] values,
    @Nullable FloatHistogram @Nullable [] histograms,
    int size) {
  /** A series of floats. */
  public PointSeries(Labels labels, long[] timestampsMs, double[] values, int size) {
    this(labels, timestampsMs, values, null, size);
  }

  /** The histogram of a point, or null where that is a float. */
  public @Nullable FloatHistogram histogram(int point) {
    return histograms == null ? null : histograms[point];
  }

  public PointSeries withLabels(Labels other) {
    return new PointSeries(other, timestampsMs, values, histograms, size);
  }
}
