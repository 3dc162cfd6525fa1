package io.promontory.frontend.app;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryStats;
import io.promontory.series.store.Completeness;
import org.jspecify.annotations.Nullable;

/**
 * A query that has ended, for logs and metrics.
 *
 * @param stats null where it failed before it ran
 * @param error the text of the failure, or null where it was answered
 */
public record QueryEvent(
    Query query, @Nullable QueryStats stats, Completeness completeness, @Nullable String error) {
  /** Request attribute under which it waits for the line of the access log. */
  public static final String ATTRIBUTE = QueryEvent.class.getName();
}
