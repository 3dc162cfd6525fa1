package io.promontory.promql.function;

import io.promontory.series.histogram.BucketCursor;
import io.promontory.series.histogram.FloatHistogram;

/**
 * The operators {@code </} and {@code >/}: a native histogram without its observations above or
 * below a value. A bucket around the value is split by interpolation; count and sum are then
 * computed anew, as if observations lay in the middle of what is left of their bucket.
 */
public final class NativeTrim {
  private final FloatHistogram histogram;
  private final double value;
  private final boolean keepLower;
  private final boolean custom;
  private final double[] kept;
  private double count;
  private double sum;
  private boolean trimmed;

  private NativeTrim(FloatHistogram histogram, double value, boolean keepLower) {
    this.histogram = histogram;
    this.value = value;
    this.keepLower = keepLower;
    this.custom = histogram.layout().isCustom();
    this.kept = histogram.buckets().clone();
  }

  /** {@code histogram </ value}: what lies at or below the value. */
  public static FloatHistogram below(FloatHistogram histogram, double value) {
    return new NativeTrim(histogram, value, true).run();
  }

  /** {@code histogram >/ value}: what lies at or above the value. */
  public static FloatHistogram above(FloatHistogram histogram, double value) {
    return new NativeTrim(histogram, value, false).run();
  }

  private FloatHistogram run() {
    boolean positive = trimSide(BucketCursor.positive(histogram), true);
    boolean negative = trimSide(BucketCursor.negative(histogram), false);
    double zero = histogram.zeroCount();
    if (zero > 0) {
      double threshold = histogram.layout().zeroThreshold();
      zero =
          trimZero(
              positive && !negative ? 0 : -threshold, negative && !positive ? 0 : threshold, zero);
    }
    if (!trimmed) {
      return histogram;
    }
    return new FloatHistogram(histogram.layout(), histogram.hint(), count, zero, sum, kept)
        .compact();
  }

  /** True if a bucket was populated. */
  private boolean trimSide(BucketCursor bucket, boolean positive) {
    boolean populated = false;
    while (bucket.next()) {
      double inBucket = bucket.count();
      if (inBucket == 0) {
        continue;
      }
      populated = true;
      double lower = bucket.lower();
      double upper = bucket.upper();
      if (keepLower ? upper <= value : lower >= value) {
        keep(inBucket, Middles.of(lower, upper, positive, custom));
      } else if (keepLower ? lower < value : upper > value) {
        double part = split(inBucket, lower, upper, positive);
        trimmed |= part != inBucket;
        kept[bucket.position()] = part;
      } else {
        trimmed = true;
        kept[bucket.position()] = 0;
      }
    }
    return populated;
  }

  private void keep(double inBucket, double middle) {
    count += inBucket;
    sum += middle * inBucket;
  }

  private double split(double inBucket, double lower, double upper, boolean positive) {
    double part;
    double middle;
    if (lower == Double.NEGATIVE_INFINITY) {
      part = splitLowest(inBucket, upper);
      middle = middleOfLowest(upper);
    } else if (upper == Double.POSITIVE_INFINITY) {
      // Whether observations lie below the value is not known: none is kept.
      boolean whole = !keepLower && value >= lower;
      part = whole ? inBucket : 0;
      middle = whole ? value : zeroIfInfinite(lower);
    } else {
      double below = inBucket * fraction(lower, upper);
      part = keepLower ? below : inBucket - below;
      middle =
          keepLower
              ? Middles.of(lower, value, positive, custom)
              : Middles.of(value, upper, positive, custom);
    }
    keep(part, middle);
    return part;
  }

  private double fraction(double lower, double upper) {
    return custom
        ? BucketFractions.linear(value, lower, upper)
        : BucketFractions.exponential(value, lower, upper);
  }

  /** Of a bucket that begins at -Inf; if it ends above 0 it is taken to begin there. */
  private double splitLowest(double inBucket, double upper) {
    if (keepLower) {
      if (value >= upper || upper <= 0) {
        return inBucket;
      }
      return value > 0 && upper != Double.POSITIVE_INFINITY ? inBucket * value / upper : 0;
    } else if (value == Double.NEGATIVE_INFINITY) {
      return inBucket;
    }
    return isSplittable(upper) ? inBucket * (1 - value / upper) : 0;
  }

  private double middleOfLowest(double upper) {
    if (keepLower) {
      if (value >= upper) {
        return 0;
      } else if (value > 0 && upper > 0 && upper != Double.POSITIVE_INFINITY) {
        return value / 2;
      }
      return upper <= 0 ? value : zeroIfInfinite(upper);
    } else if (value == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return isSplittable(upper) ? (value + upper) / 2 : zeroIfInfinite(upper);
  }

  private boolean isSplittable(double upper) {
    return value >= 0 && upper > value && upper != Double.POSITIVE_INFINITY;
  }

  private double trimZero(double lower, double upper, double inBucket) {
    double part;
    double middle;
    if (value <= lower || value >= upper) {
      boolean whole = value <= lower ? !keepLower : keepLower;
      part = whole ? inBucket : 0;
      middle = whole ? (lower + upper) / 2 : 0;
    } else if (keepLower) {
      part = inBucket * ((value - lower) / (upper - lower));
      middle = (lower + value) / 2;
    } else {
      part = inBucket * ((upper - value) / (upper - lower));
      middle = (value + upper) / 2;
    }
    trimmed |= part != inBucket;
    keep(part, middle);
    return part;
  }

  private static double zeroIfInfinite(double bound) {
    return Double.isInfinite(bound) ? 0 : bound;
  }
}
