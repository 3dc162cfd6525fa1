package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;

/**
 * All times that the selectors of a plan see, or else its steps.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, inclusive
 */
public record DataSpan(long minTime, long maxTime) {
  /** With what is read instead of what is evaluated elsewhere. */
  public static DataSpan of(Plan plan) {
    Widest widest = new Widest();
    widest.add(plan);
    return widest.min > widest.max
        ? new DataSpan(plan.grid().startMs(), plan.grid().endMs())
        : new DataSpan(widest.min, widest.max);
  }

  private static final class Widest {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    private void add(Plan plan) {
      for (SelectRequest read : plan.reads()) {
        min = Math.min(min, read.minTime());
        max = Math.max(max, read.maxTime());
      }
      PlanWalk.forEach(
          plan.root(),
          node -> {
            if (node instanceof VectorNode.Pushed pushed) {
              add(pushed.instead());
            }
          });
    }
  }
}
