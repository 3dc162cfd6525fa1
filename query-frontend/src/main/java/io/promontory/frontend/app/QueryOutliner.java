package io.promontory.frontend.app;

import io.promontory.promql.engine.Explanation;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;

/** Tells how a query would be answered; the engine's {@code outline}. */
@FunctionalInterface
public interface QueryOutliner {
  /**
   * Plans a query over a store, as far as that is known now; reads nothing of it.
   *
   * @throws QueryException if it has no answer that a plan could lead to
   */
  Explanation outline(Store store, Query query, QueryContext context);
}
