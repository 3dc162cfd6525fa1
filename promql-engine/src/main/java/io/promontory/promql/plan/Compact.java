package io.promontory.promql.plan;

import io.promontory.promql.ast.AggregationOp;

/** Tells results that are few from those that may be as many as the series of the stores. */
final class Compact {
  private Compact() {}

  /** True where a node takes reading and yields little. */
  static boolean is(VectorNode node) {
    return isFew(node) && reads(node);
  }

  private static boolean isFew(VectorNode node) {
    return switch (node) {
      case VectorNode.Pushed n -> true;
      case VectorNode.Aggregate n -> n.op() != AggregationOp.LIMIT_RATIO;
      case VectorNode.RangeCall n ->
          n.input() instanceof MatrixNode.OfSubquery subquery && isFew(subquery.input());
      case VectorNode.Join n -> isFew(Joins.many(n)) && isFew(Joins.one(n));
      case VectorNode.SetOperation n -> isFew(n.left()) && isFew(n.right());
      case VectorNode.Repeat n -> isFew(n.once());
      case VectorNode.Absent n -> true;
      case VectorNode.OfScalar n -> true;
      case VectorNode.OnInput n -> isFew(n.input());
      case VectorNode.OnSelection n -> false;
      case VectorNode.Empty n -> false;
    };
  }

  /** True where a node needs anything of a store. */
  static boolean reads(PlanNode node) {
    return node instanceof VectorNode.OnSelection
        || node instanceof MatrixNode.RangeSelect
        || node instanceof VectorNode.Pushed
        || PlanWalk.children(node).stream().anyMatch(Compact::reads);
  }
}
