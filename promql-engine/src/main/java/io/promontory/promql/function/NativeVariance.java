package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;
import io.promontory.series.histogram.BucketCursor;
import io.promontory.series.histogram.FloatHistogram;

/** The spread of the observations of a native histogram. */
public final class NativeVariance {
  private NativeVariance() {}

  /**
   * The population variance, as if all observations of a bucket lay in its middle: the geometric
   * one of an exponential bucket, the arithmetic one of a custom bucket, 0 for the zero bucket.
   */
  public static double of(FloatHistogram histogram) {
    double mean = histogram.sum() / histogram.count();
    double sum = 0;
    double c = 0;
    BucketCursor bucket = BucketCursor.ascending(histogram);
    while (bucket.next()) {
      double count = bucket.count();
      if (count != 0) {
        double delta = middle(bucket, histogram.layout().isCustom()) - mean;
        double squares = count * delta * delta;
        double next = sum + squares;
        c = KahanSum.compensate(sum, squares, next, c);
        sum = next;
      }
    }
    return (sum + c) / histogram.count();
  }

  private static double middle(BucketCursor bucket, boolean custom) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    if (custom) {
      return (upper + lower) / 2;
    } else if (lower <= 0 && upper >= 0) {
      return 0;
    }
    double middle = Math.sqrt(upper * lower);
    return upper < 0 ? -middle : middle;
  }
}
