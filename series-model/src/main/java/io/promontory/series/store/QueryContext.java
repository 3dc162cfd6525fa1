package io.promontory.series.store;

/**
 * What travels with a query into every store call: until when, how much, and whether anyone still
 * waits.
 */
public record QueryContext(Deadline deadline, QueryBudget budget, Cancellation cancellation) {
  /** No deadline and no limits; for tools and tests. */
  public static QueryContext unbounded() {
    return new QueryContext(Deadline.NEVER, QueryBudget.unlimited(), new Cancellation());
  }

  public QueryContext withDeadline(Deadline earlier) {
    return new QueryContext(earlier, budget, cancellation);
  }
}
