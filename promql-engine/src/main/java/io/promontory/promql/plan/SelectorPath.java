package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the root of a query and a selector, as far as it shapes the request to the
 * store.
 *
 * @param offsetMs sum of the offsets of the enclosing subqueries, from the innermost {@code @} on
 * @param rangeMs sum of their ranges, likewise
 * @param atMs the innermost {@code @} of a subquery, or null
 * @param stepMs step of the innermost subquery, else of the query, 0 for an instant query
 * @param func nearest function or aggregation without a binary operation between
 * @param grouping labels of an aggregation directly above
 * @param by true where these are a {@code by} list
 */
record SelectorPath(
    long offsetMs,
    long rangeMs,
    @Nullable Long atMs,
    long stepMs,
    String func,
    List<String> grouping,
    boolean by) {
  static SelectorPath root(long stepMs) {
    return new SelectorPath(0, 0, null, stepMs, "", List.of(), false);
  }

  SelectorPath function(String name) {
    return new SelectorPath(offsetMs, rangeMs, atMs, stepMs, name, List.of(), false);
  }

  SelectorPath aggregation(Aggregation aggregation) {
    return new SelectorPath(
        offsetMs,
        rangeMs,
        atMs,
        stepMs,
        aggregation.op().text(),
        aggregation.grouping(),
        !aggregation.without());
  }

  SelectorPath binary() {
    return function("");
  }

  /** Any other node. */
  SelectorPath other() {
    return function(func);
  }

  SelectorPath subquery(long offset, long range, @Nullable Long at, long step) {
    return at == null
        ? new SelectorPath(offsetMs + offset, rangeMs + range, atMs, step, func, List.of(), false)
        : new SelectorPath(offset, range, at, step, func, List.of(), false);
  }
}
