package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans without positions and with one number for equal selections, so that two places of a query
 * that compute the same are equal.
 */
final class SpanFree extends PlanRewrite {
  private final Plan plan;
  private final Map<VectorNode, VectorNode> done = new IdentityHashMap<>();

  /** The numbers of selections that differ in hints alone, if at all. */
  private final Map<SelectRequest, List<Integer>> alike = new HashMap<>();

  SpanFree(Plan plan) {
    this.plan = plan;
    for (int i = 0; i < plan.selections().size(); i++) {
      alike.computeIfAbsent(withoutHints(i), key -> new ArrayList<>()).add(i);
    }
  }

  private SelectRequest withoutHints(int selection) {
    return plan.selections().get(selection).request().withHints(SelectHints.NONE);
  }

  @Override
  VectorNode vector(VectorNode node) {
    VectorNode known = done.get(node);
    if (known == null) {
      known = strip(node);
      done.put(node, known);
    }
    return known;
  }

  private VectorNode strip(VectorNode node) {
    return switch (rebuild(node)) {
      case VectorNode.SmoothedSelect n ->
          new VectorNode.SmoothedSelect(
              n.grid(), first(n.selection()), n.time(), n.lookbackMs(), Span.NONE);
      case VectorNode.OnSelection n -> n.withSelection(first(n.selection()));
      case VectorNode.RangeCall n ->
          new VectorNode.RangeCall(n.grid(), call(n.call()), n.input(), n.scalars());
      case VectorNode.ElementCall n ->
          new VectorNode.ElementCall(call(n.call()), n.input(), n.scalars());
      case VectorNode.BucketCall n ->
          new VectorNode.BucketCall(call(n.call()), n.input(), n.scalars());
      case VectorNode.ScalarOperation n ->
          new VectorNode.ScalarOperation(
              n.op(), n.input(), n.scalar(), n.scalarLeft(), n.returnBool(), Span.NONE);
      case VectorNode.Join n ->
          new VectorNode.Join(n.op(), n.left(), n.right(), n.matching(), n.returnBool(), Span.NONE);
      case VectorNode.Aggregate n ->
          new VectorNode.Aggregate(
              n.op(),
              n.input(),
              n.param(),
              n.valueLabel(),
              n.grouping(),
              n.without(),
              Span.NONE,
              Span.NONE);
      case VectorNode.Pushed n -> n.anywhere();
      case VectorNode.SortByValue n ->
          new VectorNode.SortByValue(n.input(), n.descending(), Span.NONE);
      case VectorNode.SortByLabel n -> new VectorNode.SortByLabel(n.input(), n.order(), Span.NONE);
      case VectorNode other -> other;
    };
  }

  @Override
  MatrixNode matrix(MatrixNode node) {
    return switch (rebuild(node)) {
      case MatrixNode.RangeSelect n -> n.withSelection(first(n.selection()));
      case MatrixNode other -> other;
    };
  }

  /**
   * The first selection that asks for the same, whatever function the hints say it is for; among
   * downsampled data the function decides what comes.
   */
  private int first(int selection) {
    Selection wanted = plan.selections().get(selection);
    for (int i : alike.getOrDefault(withoutHints(selection), List.of())) {
      Selection other = plan.selections().get(i);
      SelectHints hints = wanted.request().hints();
      if (other.request().hints().buckets() == hints.buckets()
          && Reductions.alike(other.request().hints(), hints)
          && other.request().withHints(hints).equals(wanted.request())) {
        return i;
      }
    }
    return selection;
  }

  private static Call call(Call call) {
    return (Call) Walk.transform(call, SpanFree::withoutSpan);
  }

  private static Expr withoutSpan(Expr expr) {
    return switch (expr) {
      case Aggregation e ->
          new Aggregation(e.op(), e.expr(), e.param(), e.grouping(), e.without(), Span.NONE);
      case Binary e ->
          new Binary(e.op(), e.lhs(), e.rhs(), e.returnBool(), e.matching(), Span.NONE);
      case Call e -> new Call(e.function(), e.args(), Span.NONE);
      case MatrixSelector e ->
          new MatrixSelector(e.selector(), e.rangeNanos(), e.rangeExpr(), Span.NONE);
      case NumberLiteral e -> new NumberLiteral(e.value(), e.duration(), Span.NONE);
      case Paren e -> e.expr();
      case StringLiteral e -> new StringLiteral(e.value(), Span.NONE);
      case Subquery e ->
          new Subquery(
              e.expr(),
              e.rangeNanos(),
              e.rangeExpr(),
              e.stepNanos(),
              e.stepExpr(),
              e.shift(),
              Span.NONE);
      case Unary e -> new Unary(e.negative(), e.expr(), Span.NONE);
      case VectorSelector e ->
          new VectorSelector(
              e.name(), e.matchers(), e.shift(), e.anchored(), e.smoothed(), Span.NONE);
    };
  }
}
