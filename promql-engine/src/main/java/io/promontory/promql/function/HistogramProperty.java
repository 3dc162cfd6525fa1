package io.promontory.promql.function;

import io.promontory.promql.value.StepColumn;

/**
 * {@code histogram_count}, {@code histogram_sum} and their kin: a property of a native histogram.
 * Floats, classic buckets among them, have none and yield nothing.
 */
enum HistogramProperty implements VectorFunction {
  INSTANCE;

  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    column.clear();
  }
}
