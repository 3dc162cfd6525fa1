package io.promontory.promql.function;

/** Where the observations of (a part of) a bucket are taken to lie. */
final class Middles {
  private Middles() {}

  /**
   * The geometric mean of the bounds of an exponential bucket, the arithmetic one of a custom
   * bucket; of a bucket without an end, the other end, or half of that where the bucket begins at
   * -Inf and ends above 0.
   */
  static double of(double lower, double upper, boolean positive, boolean linear) {
    if (Double.isInfinite(lower)) {
      if (Double.isInfinite(upper)) {
        return 0;
      }
      return upper > 0 ? upper / 2 : upper;
    } else if (Double.isInfinite(upper)) {
      return lower;
    } else if (linear) {
      return (lower + upper) / 2;
    }
    double mean = Math.sqrt(Math.abs(lower * upper));
    return positive ? mean : -mean;
  }
}
