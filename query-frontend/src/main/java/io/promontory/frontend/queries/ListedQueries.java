package io.promontory.frontend.queries;

import io.promontory.frontend.app.QueryOrigin;
import io.promontory.frontend.app.QueryRunner;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;

/**
 * Runs the queries of one origin that wait for no slot, and lists each while it is under way.
 *
 * @param origin of all of them
 */
public record ListedQueries(QueryRunner engine, QueryBoard board, QueryOrigin origin)
    implements QueryRunner {
  @Override
  public QueryResult run(Store store, Query query, QueryContext context) {
    try (RunningQuery running = board.begin(origin, query, context)) {
      running.admitted();
      return engine.run(store, query, context);
    }
  }
}
