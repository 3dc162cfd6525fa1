package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;

/** Changes the values of one series at a time, in place. Shared by threads. */
@FunctionalInterface
interface ColumnTransform {
  void apply(StepColumn column);
}
