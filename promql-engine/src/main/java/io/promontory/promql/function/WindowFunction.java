package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** A range function that keeps nothing from window to window, and so is its own kernel. */
interface WindowFunction extends RangeFunction, RangeKernel {
  @Override
  default RangeKernel kernel(CallSite site) {
    return this;
  }

  @Override
  default void begin(Labels labels) {}
}
