package io.promontory.frontend.rules;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;

/** Answers a query over a store; what an engine does. */
@FunctionalInterface
public interface StoreQuery {
  /**
   * Answers a query.
   *
   * @throws io.promontory.promql.engine.QueryException if it has no answer
   */
  QueryResult run(Store store, Query query, QueryContext context);
}
