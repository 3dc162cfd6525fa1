package io.promontory.promql.engine;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.Completeness;
import java.util.List;

/**
 * The answer to a query.
 *
 * @param warnings rendered annotations of level warning, without those that {@code completeness}
 *     yields
 * @param infos rendered annotations of level info
 */
public record QueryResult(
    QueryValue value,
    List<String> warnings,
    List<String> infos,
    Completeness completeness,
    QueryStats stats) {}
