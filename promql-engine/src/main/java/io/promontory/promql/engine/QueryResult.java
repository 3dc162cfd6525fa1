package io.promontory.promql.engine;

import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.Completeness;
import java.util.List;

/**
 * The answer to a query.
 *
 * @param warnings rendered annotations of level warning, without those that {@code completeness}
 *     yields
 * @param infos rendered annotations of level info
 * @param costs what stores were estimated to bill, and what was chosen for it
 */
public record QueryResult(
    QueryValue value,
    List<String> warnings,
    List<String> infos,
    Completeness completeness,
    QueryStats stats,
    List<CostChoice> costs) {
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
    this(value, warnings, infos, completeness, stats, List.of());
  }

  /** The same of a query that waited before it began. */
  public QueryResult queued(long nanos) {
    return new QueryResult(value, warnings, infos, completeness, stats.queued(nanos), costs);
  }
}
