package io.promontory.promql.plan;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Ways through a plan. */
final class PlanWalk {
  private PlanWalk() {}

  /**
   * The nodes directly below one, in the order of evaluation: scalars first. What may be evaluated
   * instead of a pushed aggregation is not below it.
   */
  static List<PlanNode> children(PlanNode node) {
    return switch (node) {
      case VectorNode.RangeCall n -> both(n.scalars(), n.input());
      case VectorNode.ElementCall n -> both(n.scalars(), n.input());
      case VectorNode.BucketCall n -> both(n.scalars(), n.input());
      case VectorNode.OfScalar n -> List.of(n.input());
      case VectorNode.ScalarOperation n -> List.of(n.scalar(), n.input());
      case VectorNode.Join n ->
          Joins.oneIsLeft(n) ? List.of(n.left(), n.right()) : List.of(n.right(), n.left());
      case VectorNode.SetOperation n -> List.of(n.right(), n.left());
      case VectorNode.Aggregate n ->
          n.param() == null ? List.of(n.input()) : List.of(n.param(), n.input());
      case VectorNode.Repeat n -> List.of(n.once());
      case VectorNode.OnInput n -> List.of(n.input());
      case VectorNode.Empty n -> List.of();
      case VectorNode.InstantSelect n -> List.of();
      case VectorNode.SmoothedSelect n -> List.of();
      case VectorNode.StartTimeSelect n -> List.of();
      case VectorNode.Pushed n -> List.of();
      case ScalarNode.Literal n -> List.of();
      case ScalarNode.EvalTime n -> List.of();
      case ScalarNode.OfVector n -> List.of(n.input());
      case ScalarNode.Operation n -> List.of(n.left(), n.right());
      case ScalarNode.Extreme n -> List.of(n.left(), n.right());
      case ScalarNode.Negation n -> List.of(n.input());
      case ScalarNode.Repeat n -> List.of(n.once());
      case MatrixNode.RangeSelect n -> List.of();
      case MatrixNode.OfSubquery n -> List.of(n.input());
      case PlanNode.Text n -> List.of();
    };
  }

  /** The nodes directly below one as a reader of the expression meets them. */
  static List<PlanNode> inOrderOfWriting(PlanNode node) {
    return switch (node) {
      case VectorNode.OnPair n -> List.of(n.left(), n.right());
      case VectorNode.ScalarOperation n when !n.scalarLeft() -> List.of(n.input(), n.scalar());
      default -> children(node);
    };
  }

  /** Visits a node and everything below it, parents first. */
  static void forEach(PlanNode node, Consumer<? super PlanNode> visitor) {
    visitor.accept(node);
    children(node).forEach(child -> forEach(child, visitor));
  }

  private static List<PlanNode> both(List<ScalarNode> scalars, PlanNode input) {
    return Stream.concat(scalars.stream(), Stream.of(input)).toList();
  }
}
