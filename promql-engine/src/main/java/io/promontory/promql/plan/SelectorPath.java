package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.BinaryOp;
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
 * @param use what is looked at of native histograms
 */
record SelectorPath(
    long offsetMs,
    long rangeMs,
    @Nullable Long atMs,
    long stepMs,
    String func,
    List<String> grouping,
    boolean by,
    HistogramUse use) {
  static SelectorPath root(long stepMs) {
    return new SelectorPath(0, 0, null, stepMs, "", List.of(), false, HistogramUse.OPEN);
  }

  SelectorPath function(String name) {
    return below(name, use.function(name));
  }

  private SelectorPath below(String name, HistogramUse newUse) {
    return new SelectorPath(offsetMs, rangeMs, atMs, stepMs, name, List.of(), false, newUse);
  }

  SelectorPath aggregation(Aggregation aggregation) {
    return new SelectorPath(
        offsetMs,
        rangeMs,
        atMs,
        stepMs,
        aggregation.op().text(),
        aggregation.grouping(),
        !aggregation.without(),
        use);
  }

  SelectorPath binary(BinaryOp op) {
    return below("", use.binary(op));
  }

  /** Any other node. */
  SelectorPath other() {
    return below(func, use);
  }

  /** Resets between the steps of a subquery are found by their buckets. */
  SelectorPath subquery(long offset, long range, @Nullable Long at, long step) {
    return new SelectorPath(
        at == null ? offsetMs + offset : offset,
        at == null ? rangeMs + range : range,
        at == null ? atMs : at,
        step,
        func,
        List.of(),
        false,
        HistogramUse.BUCKETS);
  }
}
