package io.promontory.promql.engine;

import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.Completeness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param warnings rendered annotations of level warning, without those that {@code completeness}
 *     yields
 * @param infos rendered annotations of level info
 * @param costs what stores were estimated to bill, and what was chosen for it
 * @param explanation how it came about; null where the query was not traced
 */
public record QueryResult(
    QueryValue value,
    List<String> warnings,
    List<String> infos,
    Completeness completeness,
    QueryStats stats,
    List<CostChoice> costs,
    @Nullable Explanation explanation) {
  public QueryResult {
    costs = List.copyOf(costs);
  }

  /** Of stores that bill nothing. */
  public QueryResult(
      QueryValue value,
      List<String> warnings,
      List<String> infos,
      Completeness completeness,
      QueryStats stats) {
    this(value, warnings, infos, completeness, stats, List.of(), null);
  }

  /** The same of a query that waited before it began. */
  public QueryResult queued(long nanos) {
    return new QueryResult(
        value, warnings, infos, completeness, stats.queued(nanos), costs, explanation);
  }
}
