package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.QueryBudget;
import java.util.concurrent.atomic.AtomicLong;

/** The samples one evaluation holds, counted in the query's budget and given back when it ends. */
final class SampleMemory implements AutoCloseable {
  /** A longer grid is that of a subquery, whose step may be tiny. */
  private static final int LONG_GRID = 100_000;

  private final QueryBudget budget;
  private final AtomicLong held = new AtomicLong();

  SampleMemory(QueryBudget budget) {
    this.budget = budget;
  }

  void hold(long samples) {
    if (samples == 0) {
      return;
    }
    try {
      budget.hold(samples);
    } catch (BudgetExceededException e) {
      throw e.resource() == BudgetExceededException.Resource.SAMPLES ? exceeded() : e;
    }
    held.addAndGet(samples);
  }

  /**
   * Counts slots that are worked on and not kept, one for each step. Those of usual grids are too
   * few to matter.
   *
   * @return what was counted
   */
  long holdAtWork(long steps) {
    if (steps <= LONG_GRID) {
      return 0;
    }
    hold(steps);
    return steps;
  }

  static QueryException exceeded() {
    return new QueryException(
        QueryException.Kind.EXECUTION,
        "query processing would load too many samples into memory in query execution");
  }

  void release(long samples) {
    budget.release(samples);
    held.addAndGet(-samples);
  }

  @Override
  public void close() {
    budget.release(held.getAndSet(0));
  }
}
