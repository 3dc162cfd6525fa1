package io.promontory.promql.function;

import io.promontory.series.histogram.BucketCursor;
import io.promontory.series.histogram.FloatHistogram;

/** Shares of observations of native histograms. Used by one thread. */
public final class NativeFraction {
  private boolean nanObservations;

  /** True where the histogram of the last {@link #of} counted NaN, which lies between no bounds. */
  public boolean hasNanObservations() {
    return nanObservations;
  }

  /**
   * The share of observations between two values, with the interpolation of {@link NativeQuantile}.
   * NaN without observations and for NaN; 0 where {@code from >= to}.
   */
  public double of(double from, double to, FloatHistogram histogram) {
    nanObservations = false;
    if (histogram.count() == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    } else if (from >= to) {
      return 0;
    }
    BucketCursor bucket = BucketCursor.ascending(histogram);
    double count = 0;
    double rank = 0;
    double fromRank = Double.NaN;
    double toRank = Double.NaN;
    boolean hasFrom = false;
    boolean hasTo = false;
    while (!(hasFrom && hasTo) && bucket.next()) {
      count += bucket.count();
      double lower = bucket.lower();
      double upper = bucket.upper();
      boolean zero = lower <= 0 && upper >= 0;
      if (zero) {
        lower = ZeroBucket.hasOnlyPositive(histogram) ? 0 : lower;
        upper = ZeroBucket.hasOnlyNegative(histogram) ? 0 : upper;
      }
      boolean linear = zero || histogram.layout().isCustom();
      if (!hasFrom && (lower >= from || upper > from)) {
        fromRank = rankIn(bucket.count(), lower, upper, rank, from, linear);
        hasFrom = true;
      }
      if (!hasTo && (lower >= to || upper > to)) {
        toRank = rankIn(bucket.count(), lower, upper, rank, to, linear);
        hasTo = true;
      }
      rank += bucket.count();
    }
    if (Double.isNaN(histogram.sum())) {
      while (bucket.next()) {
        count += bucket.count();
      }
      nanObservations = count < histogram.count();
    } else {
      count = histogram.count();
    }
    fromRank = hasFrom && !(fromRank > count) ? fromRank : count;
    toRank = hasTo && !(toRank > count) ? toRank : count;
    return (toRank - fromRank) / histogram.count();
  }

  /** How many observations lie below a value that is below the bucket's end. */
  private static double rankIn(
      double count, double lower, double upper, double rank, double value, boolean linear) {
    if (lower >= value) {
      return rank;
    } else if (linear && lower == Double.NEGATIVE_INFINITY) {
      // Nothing can be said about where observations lie in a bucket without a lower end.
      return count;
    }
    double fraction =
        linear
            ? BucketFractions.linear(value, lower, upper)
            : BucketFractions.exponential(value, lower, upper);
    return rank + count * fraction;
  }
}
