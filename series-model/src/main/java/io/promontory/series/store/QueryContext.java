package io.promontory.series.store;

import org.jspecify.annotations.Nullable;

/**
 * What travels with a query into every store call: until when, how much, whether anyone still
 * waits, which stores are meant, and for whom.
 *
 * @param tenant on whose behalf stores are asked, for those that account for it; it limits nothing
 * @param trace where it is noted how the query is answered; null where nobody asks
 */
public record QueryContext(
    Deadline deadline,
    QueryBudget budget,
    Cancellation cancellation,
    QueryScope scope,
    @Nullable String tenant,
    @Nullable CallTrace trace) {
  /** Of nobody in particular. */
  public QueryContext(
      Deadline deadline, QueryBudget budget, Cancellation cancellation, QueryScope scope) {
    this(deadline, budget, cancellation, scope, null, null);
  }

  /** Of the stores as they are configured. */
  public QueryContext(Deadline deadline, QueryBudget budget, Cancellation cancellation) {
    this(deadline, budget, cancellation, QueryScope.CONFIGURED);
  }

  /** No deadline and no limits; for tools and tests. */
  public static QueryContext unbounded() {
    return new QueryContext(Deadline.NEVER, QueryBudget.unlimited(), new Cancellation());
  }

  public QueryContext withDeadline(Deadline earlier) {
    return new QueryContext(earlier, budget, cancellation, scope, tenant, trace);
  }

  public QueryContext withCancellation(Cancellation other) {
    return new QueryContext(deadline, budget, other, scope, tenant, trace);
  }

  public QueryContext withScope(QueryScope other) {
    return new QueryContext(deadline, budget, cancellation, other, tenant, trace);
  }

  public QueryContext withTenant(@Nullable String other) {
    return new QueryContext(deadline, budget, cancellation, scope, other, trace);
  }

  /** For a call of its own, noted where the query's calls are. */
  public QueryContext withTrace(@Nullable CallTrace other) {
    return new QueryContext(deadline, budget, cancellation, scope, tenant, other);
  }

  /**
   * Ends work that nobody waits for; implementations call it while they stream.
   *
   * @throws StoreException in the store's name, {@link StoreException.Kind#CANCELED} or {@link
   *     StoreException.Kind#TIMEOUT}
   */
  public void checkAlive(String store) {
    if (cancellation.isCanceled()) {
      throw new StoreException(store, StoreException.Kind.CANCELED, "the query was canceled");
    }
    if (deadline.isReached()) {
      throw new StoreException(
          store, StoreException.Kind.TIMEOUT, "no whole answer in the time it had");
    }
  }
}
