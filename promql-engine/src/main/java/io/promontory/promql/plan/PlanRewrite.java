package io.promontory.promql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a plan from its leaves up. A pass overrides what it changes and leaves the way down to
 * {@code rebuild}.
 */
abstract class PlanRewrite {
  final PlanNode node(PlanNode node) {
    return switch (node) {
      case VectorNode n -> vector(n);
      case ScalarNode n -> scalar(n);
      case MatrixNode n -> matrix(n);
      case PlanNode.Text n -> n;
    };
  }

  VectorNode vector(VectorNode node) {
    return rebuild(node);
  }

  ScalarNode scalar(ScalarNode node) {
    return rebuild(node);
  }

  MatrixNode matrix(MatrixNode node) {
    return rebuild(node);
  }

  final VectorNode rebuild(VectorNode node) {
    return switch (node) {
      case VectorNode.Empty n -> n;
      case VectorNode.InstantSelect n -> n;
      case VectorNode.SmoothedSelect n -> n;
      case VectorNode.StartTimeSelect n -> n;
      case VectorNode.RangeCall n ->
          new VectorNode.RangeCall(n.grid(), n.call(), matrix(n.input()), scalars(n.scalars()));
      case VectorNode.ElementCall n ->
          new VectorNode.ElementCall(n.call(), vector(n.input()), scalars(n.scalars()));
      case VectorNode.Negation n -> new VectorNode.Negation(vector(n.input()));
      case VectorNode.EvalTimes n -> new VectorNode.EvalTimes(vector(n.input()));
      case VectorNode.OfScalar n -> new VectorNode.OfScalar(scalar(n.input()));
      case VectorNode.ScalarOperation n ->
          new VectorNode.ScalarOperation(
              n.op(),
              vector(n.input()),
              scalar(n.scalar()),
              n.scalarLeft(),
              n.returnBool(),
              n.span());
      case VectorNode.Join n ->
          new VectorNode.Join(
              n.op(), vector(n.left()), vector(n.right()), n.matching(), n.returnBool(), n.span());
      case VectorNode.SetOperation n ->
          new VectorNode.SetOperation(n.op(), vector(n.left()), vector(n.right()), n.matching());
      case VectorNode.Aggregate n ->
          new VectorNode.Aggregate(
              n.op(),
              vector(n.input()),
              nullable(n.param()),
              n.valueLabel(),
              n.grouping(),
              n.without(),
              n.paramSpan(),
              n.span());
      case VectorNode.Pushed n -> n;
      case VectorNode.Repeat n -> new VectorNode.Repeat(n.grid(), vector(n.once()));
      case VectorNode.Absent n -> new VectorNode.Absent(vector(n.input()), n.labels());
      case VectorNode.SortByValue n ->
          new VectorNode.SortByValue(vector(n.input()), n.descending(), n.span());
      case VectorNode.SortByLabel n ->
          new VectorNode.SortByLabel(vector(n.input()), n.order(), n.span());
      case VectorNode.Relabel n ->
          new VectorNode.Relabel(vector(n.input()), n.target(), n.change());
      case VectorNode.BucketCall n ->
          new VectorNode.BucketCall(n.call(), vector(n.input()), scalars(n.scalars()));
      case VectorNode.Info n ->
          new VectorNode.Info(
              vector(n.input()), n.request(), n.lookbackMs(), n.infoNames(), n.data());
      case VectorNode.Projected n -> new VectorNode.Projected(vector(n.input()), n.labels());
      case VectorNode.Shared n ->
          new VectorNode.Shared(vector(n.input()), n.number(), n.uses(), n.positions());
      case VectorNode.Unite n -> new VectorNode.Unite(vector(n.input()), n.strict());
    };
  }

  final ScalarNode rebuild(ScalarNode node) {
    return switch (node) {
      case ScalarNode.Literal n -> n;
      case ScalarNode.EvalTime n -> n;
      case ScalarNode.OfVector n -> new ScalarNode.OfVector(vector(n.input()));
      case ScalarNode.Operation n ->
          new ScalarNode.Operation(n.op(), scalar(n.left()), scalar(n.right()));
      case ScalarNode.Extreme n ->
          new ScalarNode.Extreme(n.max(), scalar(n.left()), scalar(n.right()));
      case ScalarNode.Negation n -> new ScalarNode.Negation(scalar(n.input()));
      case ScalarNode.Repeat n -> new ScalarNode.Repeat(n.grid(), scalar(n.once()));
    };
  }

  final MatrixNode rebuild(MatrixNode node) {
    return switch (node) {
      case MatrixNode.RangeSelect n -> n;
      case MatrixNode.OfSubquery n ->
          new MatrixNode.OfSubquery(vector(n.input()), n.time(), n.rangeMs());
    };
  }

  private List<ScalarNode> scalars(List<ScalarNode> nodes) {
    return nodes.stream().map(this::scalar).toList();
  }

  private @Nullable ScalarNode nullable(@Nullable ScalarNode node) {
    return node == null ? null : scalar(node);
  }
}
