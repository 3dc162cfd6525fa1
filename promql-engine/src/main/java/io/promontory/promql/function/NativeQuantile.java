package io.promontory.promql.function;

import io.promontory.promql.math.GoMath;
import io.promontory.series.histogram.BucketCursor;
import io.promontory.series.histogram.FloatHistogram;

/**
 * Quantiles of native histograms. A histogram whose sum is NaN may have counted NaN observations,
 * which are in none of its buckets: what they did to the last answer can be asked for. Used by one
 * thread.
 */
public final class NativeQuantile {
  private boolean nanResult;
  private boolean nanSkew;

  /** True where the last {@link #of} fell among NaN observations and so is NaN. */
  public boolean isNanResult() {
    return nanResult;
  }

  /** True where the last {@link #of} is too high since NaN observations count as the highest. */
  public boolean isSkewed() {
    return nanSkew;
  }

  /**
   * The q-quantile, exponential inside an exponential bucket, else linear. The zero bucket is cut
   * at 0 where all other buckets have one sign; custom buckets begin at 0 unless the lowest bound
   * is not above it, which is then the answer, and the bucket up to +Inf answers its lower bound.
   * -Inf for q below 0, +Inf for q above 1; NaN for NaN q and without observations.
   */
  public double of(double q, FloatHistogram histogram) {
    nanResult = false;
    nanSkew = false;
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    } else if (q > 1) {
      return Double.POSITIVE_INFINITY;
    } else if (histogram.count() == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    boolean nanSum = Double.isNaN(histogram.sum());
    boolean upwards = nanSum || q < 0.5;
    double rank = upwards ? q * histogram.count() : (1 - q) * histogram.count();
    BucketCursor bucket =
        upwards ? BucketCursor.ascending(histogram) : BucketCursor.descending(histogram);
    double seen = 0;
    double count = 0;
    double lower = 0;
    double upper = 0;
    while (bucket.next()) {
      count = bucket.count();
      lower = bucket.lower();
      upper = bucket.upper();
      seen += count;
      if (count != 0 && seen >= rank) {
        break;
      }
    }
    if (histogram.layout().isCustom()) {
      if (lower == Double.NEGATIVE_INFINITY) {
        if (upper <= 0) {
          return upper;
        }
        lower = 0;
      } else if (upper == Double.POSITIVE_INFINITY) {
        return lower;
      }
    } else if (lower < 0 && upper > 0) {
      lower = ZeroBucket.hasOnlyPositive(histogram) ? 0 : lower;
      upper = ZeroBucket.hasOnlyNegative(histogram) ? 0 : upper;
    }
    if (seen > histogram.count()) {
      seen = histogram.count();
    }
    if (seen < rank) {
      nanResult = nanSum;
      return nanSum ? Double.NaN : upper;
    }
    double inBucket = upwards ? rank - (seen - count) : seen - rank;
    if (nanSum) {
      double all = seen;
      while (bucket.next()) {
        all += bucket.count();
        // As in Prometheus, the answer is then placed in the highest bucket.
        count = bucket.count();
        lower = bucket.lower();
        upper = bucket.upper();
      }
      nanSkew = all < histogram.count();
    }
    return interpolate(histogram, lower, upper, inBucket / count);
  }

  private static double interpolate(
      FloatHistogram histogram, double lower, double upper, double fraction) {
    if (histogram.layout().isCustom() || (lower <= 0 && upper >= 0)) {
      return lower + (upper - lower) * fraction;
    }
    double logLower = GoMath.log2(Math.abs(lower));
    double logUpper = GoMath.log2(Math.abs(upper));
    return lower > 0
        ? GoMath.exp2(logLower + (logUpper - logLower) * fraction)
        : -GoMath.exp2(logUpper + (logLower - logUpper) * (1 - fraction));
  }
}
