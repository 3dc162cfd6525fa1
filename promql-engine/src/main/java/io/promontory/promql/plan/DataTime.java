package io.promontory.promql.plan;

import io.promontory.series.store.Looks;

/**
 * Which time a selector looks at when it is evaluated: what {@code offset} and {@code @} come down
 * to.
 *
 * @param fixed true where {@code @} fixes the time
 * @param ms the fixed time in ms since the epoch, else how far to look back in ms, negative for
 *     ahead
 */
public record DataTime(boolean fixed, long ms) {
  /** The time to look at, ms, for an evaluation at {@code evalMs}. */
  public long at(long evalMs) {
    return fixed ? ms : evalMs - ms;
  }

  /** The times to look at for all evaluations of a grid that has one. */
  Looks.Instants at(StepGrid grid, long lookbackMs) {
    return new Looks.Instants(at(grid.startMs()), at(grid.lastMs()), grid.stepMs(), lookbackMs);
  }
}
