package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;
import io.promontory.promql.function.Interpolation;
import io.promontory.promql.function.Samples;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Reach;
import io.promontory.promql.value.PointSeries;
import io.promontory.series.labels.Labels;

/**
 * The value of an {@code anchored} or {@code smoothed} range selector by itself: the samples inside
 * the window between a point at each edge.
 */
record ExtendedPoints(Reach reach, long startMs, long endMs) {
  private static final PointSeries NONE =
      new PointSeries(Labels.EMPTY, new long[0], new double[0], 0);

  static ExtendedPoints of(MatrixNode.RangeSelect node, long evalMs) {
    long end = node.time().at(evalMs);
    return new ExtendedPoints(node.reach(), end - node.rangeMs(), end);
  }

  PointSeries points(Labels labels, MeasuredSamples samples) {
    if (samples.histograms.size > 0 && reaches(samples.histograms.timestamps, samples)) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          (reach.isSmoothed() ? "smoothed" : "anchored")
              + " modifier is not supported with histograms");
    }
    long[] times = samples.floats.timestamps;
    int lo = Samples.firstAfter(times, 0, samples.floats.size, startMs - reach.beforeMs());
    int hi = Samples.firstAfter(times, lo, samples.floats.size, endMs + reach.afterMs());
    return lo == hi ? NONE : points(labels, times, samples.floats.values, lo, hi);
  }

  private boolean reaches(long[] times, MeasuredSamples samples) {
    int first = Samples.firstAfter(times, 0, samples.histograms.size, startMs - reach.beforeMs());
    return first < samples.histograms.size && times[first] <= endMs + reach.afterMs();
  }

  private PointSeries points(Labels labels, long[] times, double[] values, int lo, int hi) {
    int last = hi - 1;
    int first = Math.max(lo, Samples.firstAfter(times, lo, last, startMs) - 1);
    if (reach.isSmoothed()) {
      last = Samples.firstAfter(times, lo, last, endMs - 1);
    }
    if (times[last] <= startMs) {
      return NONE;
    }
    double left =
        reach.isSmoothed() && times[first] < startMs
            ? Interpolation.between(times, values, first, startMs)
            : values[first];
    double right =
        reach.isSmoothed() && last > lo && times[last] > endMs
            ? Interpolation.between(times, values, last - 1, endMs)
            : values[last];
    int from = times[first] <= startMs ? first + 1 : first;
    int count = Math.max((times[last] >= endMs ? last : last + 1) - from, 0);
    long[] at = new long[count + 2];
    double[] points = new double[at.length];
    at[0] = startMs;
    points[0] = left;
    System.arraycopy(times, from, at, 1, count);
    System.arraycopy(values, from, points, 1, count);
    at[count + 1] = endMs;
    points[count + 1] = right;
    return new PointSeries(labels, at, points, at.length);
  }
}
