package io.promontory.promql.plan;

import io.promontory.promql.ast.AggregationOp;

/** Where the order of an instant vector comes from, if it is the expression's own. */
final class ResultOrder {
  private ResultOrder() {}

  /** True for what puts elements in order, and for what keeps the order that it is handed. */
  static boolean isMadeBy(VectorNode node) {
    return switch (node) {
      case VectorNode.SortByValue n -> true;
      case VectorNode.SortByLabel n -> true;
      case VectorNode.Aggregate n ->
          n.op() == AggregationOp.TOPK || n.op() == AggregationOp.BOTTOMK;
      default ->
          PlanWalk.children(node).stream()
              .anyMatch(child -> child instanceof VectorNode below && isMadeBy(below));
    };
  }
}
