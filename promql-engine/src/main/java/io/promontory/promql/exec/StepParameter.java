package io.promontory.promql.exec;

import io.promontory.promql.math.GoMath;

/**
 * The parameter of an aggregation, one value for each step, and what is checked before evaluation.
 */
record StepParameter(double[] values, double min, double max, boolean anyNaN) {
  static StepParameter of(double[] values) {
    double min = values[0];
    double max = values[0];
    boolean anyNaN = false;
    for (double value : values) {
      min = GoMath.min(min, value);
      max = GoMath.max(max, value);
      anyNaN |= Double.isNaN(value);
    }
    return new StepParameter(values, min, max, anyNaN);
  }
}
