package io.promontory.frontend.app;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;

/** Evaluates PromQL; the engine's {@code run}. */
@FunctionalInterface
public interface QueryRunner {
  /**
   * Evaluates a query over a store.
   *
   * @throws QueryException if it has no answer
   */
  QueryResult run(Store store, Query query, QueryContext context);
}
