package io.promontory.promql.function;

import io.promontory.promql.value.StepColumn;

/**
 * A function of each element of an instant vector by itself, such as {@code abs}, {@code clamp} or
 * {@code hour}. Stateless and shared.
 */
public interface VectorFunction {
  /** True where only the name goes, and type and unit of the metric still hold. */
  default boolean keepsTypeAndUnit() {
    return false;
  }

  /**
   * Replaces the values of one series in place; clears {@link StepColumn#present} where an element
   * has no result.
   *
   * @param stepTimes evaluation times, ms, one for each slot
   * @param scalars the scalar arguments written in the call, in order, each with one value for each
   *     slot; where an optional argument is left out the array is shorter
   */
  void apply(StepColumn column, long[] stepTimes, double[][] scalars);
}
