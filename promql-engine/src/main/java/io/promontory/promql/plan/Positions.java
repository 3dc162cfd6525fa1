package io.promontory.promql.plan;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in the query the parts of a node are written, for its annotations. */
final class Positions {
  private Positions() {}

  /** From the positions in one node to those in another that computes the same elsewhere. */
  static Map<Span, Span> between(VectorNode from, VectorNode to) {
    List<Span> old = of(from);
    List<Span> moved = of(to);
    Map<Span, Span> map = new HashMap<>();
    for (int i = 0; i < Math.min(old.size(), moved.size()); i++) {
      map.put(old.get(i), moved.get(i));
    }
    return map;
  }

  private static List<Span> of(VectorNode root) {
    List<Span> spans = new ArrayList<>();
    PlanWalk.forEach(
        root,
        node -> {
          switch (node) {
            case VectorNode.RangeCall n -> add(n.call(), spans);
            case VectorNode.ElementCall n -> add(n.call(), spans);
            case VectorNode.BucketCall n -> add(n.call(), spans);
            case VectorNode.ScalarOperation n -> spans.add(n.span());
            case VectorNode.Join n -> spans.add(n.span());
            case VectorNode.SmoothedSelect n -> spans.add(n.span());
            case VectorNode.Aggregate n -> {
              spans.add(n.paramSpan());
              spans.add(n.span());
            }
            case VectorNode.Pushed n -> spans.addAll(of(n.fromSamples()));
            case VectorNode.SortByValue n -> spans.add(n.span());
            case VectorNode.SortByLabel n -> spans.add(n.span());
            default -> {}
          }
        });
    return spans;
  }

  private static void add(Call call, List<Span> spans) {
    Walk.forEach(
        call,
        expr -> {
          if (!(expr instanceof Paren)) {
            spans.add(expr.span());
          }
        });
  }
}
