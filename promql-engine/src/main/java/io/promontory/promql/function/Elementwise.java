package io.promontory.promql.function;

import io.promontory.promql.value.StepColumn;
import java.util.function.DoubleUnaryOperator;

/** A function of each value alone. */
record Elementwise(DoubleUnaryOperator operator) implements VectorFunction {
  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    column.keepFloats();
    double[] values = column.values;
    for (int i = 0; i < values.length; i++) {
      if (column.present[i]) {
        values[i] = operator.applyAsDouble(values[i]);
      }
    }
  }
}
