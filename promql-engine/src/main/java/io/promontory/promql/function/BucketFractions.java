package io.promontory.promql.function;

import io.promontory.promql.math.GoMath;

/** Which part of a bucket lies below a value. */
final class BucketFractions {
  private BucketFractions() {}

  static double linear(double value, double lower, double upper) {
    return (value - lower) / (upper - lower);
  }

  /** On a logarithmic scale, on which negative buckets are mirrored. */
  static double exponential(double value, double lower, double upper) {
    double logLower = GoMath.log2(Math.abs(lower));
    double logUpper = GoMath.log2(Math.abs(upper));
    double logValue = GoMath.log2(Math.abs(value));
    return value > 0
        ? (logValue - logLower) / (logUpper - logLower)
        : 1 - ((logValue - logUpper) / (logLower - logUpper));
  }
}
