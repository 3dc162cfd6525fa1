package io.promontory.promql.function;

/**
 * A function of one series' samples in a window, such as {@code rate} or {@code max_over_time}.
 * Stateless and shared.
 */
public interface RangeFunction {
  /** A kernel for one worker; it sees many series, one after another. */
  RangeKernel kernel(CallSite site);

  /** True where the result loses the metric name. */
  default boolean dropsName() {
    return true;
  }
}
