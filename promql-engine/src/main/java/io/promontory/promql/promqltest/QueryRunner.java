package io.promontory.promql.promqltest;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.store.Store;

/** What a script is run against: answers queries over a store. */
@FunctionalInterface
public interface QueryRunner {
  /**
   * @throws io.promontory.promql.engine.QueryException if the query has no answer
   */
  QueryResult run(Store store, Query query);
}
