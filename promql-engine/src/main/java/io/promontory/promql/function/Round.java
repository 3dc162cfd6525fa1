package io.promontory.promql.function;

import io.promontory.promql.math.GoMath;
import io.promontory.promql.value.StepColumn;

/** {@code round}: to a multiple of the optional argument, else to a whole number. */
enum Round implements VectorFunction {
  INSTANCE;

  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    column.keepFloats();
    for (int i = 0; i < column.values.length; i++) {
      if (column.present[i]) {
        double inverse = scalars.length == 0 ? 1 : 1 / scalars[0][i];
        column.values[i] = GoMath.roundToInverse(column.values[i], inverse);
      }
    }
  }
}
