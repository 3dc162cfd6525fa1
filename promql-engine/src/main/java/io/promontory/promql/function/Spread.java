package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;

/**
 * {@code stdvar_over_time} and {@code stddev_over_time}. Each window is read anew: the running mean
 * that the squares are taken from depends on where the window starts.
 */
enum Spread implements WindowFunction {
  VARIANCE,
  STANDARD_DEVIATION;

  @Override
  public boolean apply(Window w) {
    if (!w.hasFloats()) {
      return false;
    }
    double variance = KahanSum.variance(w.values, w.lo, w.hi);
    w.result = this == VARIANCE ? variance : Math.sqrt(variance);
    return true;
  }
}
