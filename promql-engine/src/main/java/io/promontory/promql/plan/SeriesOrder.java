package io.promontory.promql.plan;

import io.promontory.promql.plan.VectorNode.Aggregate;
import io.promontory.series.store.SelectRequest;
import java.util.List;

/**
 * Where the order in which series come can be seen in an answer: in the last bits of means and
 * variances, in who wins a tie, and in the text of an error.
 */
final class SeriesOrder {
  private SeriesOrder() {}

  /**
   * Whether it matters to a node in which order its inputs come.
   *
   * @param above whether its own order matters
   */
  static boolean matters(VectorNode node, boolean above, List<SelectRequest> requests) {
    return switch (node) {
      case Aggregate n -> ofAggregate(n, above);
      case VectorNode.Join n ->
          above || !UniqueKeys.of(Joins.one(n), n.matching(), requests) || Joins.fills(n);
      case VectorNode.SortByValue n -> true;
      case VectorNode.SortByLabel n -> true;
      case VectorNode.Info n -> true;
      case VectorNode.Absent n -> false;
      default -> above;
    };
  }

  private static boolean ofAggregate(Aggregate n, boolean above) {
    boolean oneGroup = n.grouping().isEmpty() && !n.without();
    return switch (n.op()) {
      case AVG, STDDEV, STDVAR, TOPK, BOTTOMK, LIMITK -> true;
      case SUM, MIN, MAX, COUNT, GROUP, QUANTILE -> above && !oneGroup;
      case COUNT_VALUES, LIMIT_RATIO -> above;
    };
  }
}
