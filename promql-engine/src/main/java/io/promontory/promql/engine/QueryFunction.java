package io.promontory.promql.engine;

import io.promontory.series.store.QueryContext;

/** Answers queries; what rules and the API need of an engine and of the stores behind it. */
@FunctionalInterface
public interface QueryFunction {
  /**
   * Answers a query.
   *
   * @throws QueryException if it has no answer
   */
  QueryResult run(Query query, QueryContext context);
}
