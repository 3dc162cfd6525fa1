package io.promontory.promql.function;

import io.promontory.promql.math.GoMath;
import io.promontory.promql.value.StepColumn;

/** {@code clamp}, {@code clamp_min} and {@code clamp_max}; bounds that cross leave nothing. */
enum Clamp implements VectorFunction {
  BOTH,
  MIN,
  MAX;

  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    column.keepFloats();
    for (int i = 0; i < column.values.length; i++) {
      if (!column.present[i]) {
        continue;
      }
      double min = this == MAX ? Double.NEGATIVE_INFINITY : scalars[0][i];
      double max = this == MIN ? Double.POSITIVE_INFINITY : scalars[this == BOTH ? 1 : 0][i];
      if (max < min) {
        column.present[i] = false;
      } else {
        column.values[i] = GoMath.max(min, GoMath.min(max, column.values[i]));
      }
    }
  }
}
