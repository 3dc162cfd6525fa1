package io.promontory.promql.plan;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was before any optimisation, with the expressions that its nodes were made of: what
 * tells where in a query the nodes of an optimised plan are written.
 */
final class Written {
  /** Of a plan that nobody wrote. */
  static final Written NOTHING = new Written(null, Map.of());

  private final @Nullable PlanNode root;
  private final Map<? extends PlanNode, Expr> sources;

  /**
   * @param sources by identity
   */
  Written(@Nullable PlanNode root, Map<? extends PlanNode, Expr> sources) {
    this.root = root;
    this.sources = sources;
  }

  /**
   * Where each node is written, by identity, as far as the optimised tree resembles the written
   * one.
   */
  Map<PlanNode, Span> spans(PlanNode optimised) {
    Map<PlanNode, Span> spans = new IdentityHashMap<>();
    if (root != null) {
      match(optimised, root, Span.NONE, spans);
    }
    return spans;
  }

  private void match(PlanNode now, PlanNode then, Span above, Map<PlanNode, Span> spans) {
    Expr source = sources.get(then);
    Span span = source == null ? above : source.span();
    spans.putIfAbsent(now, span);
    if (now.getClass() != then.getClass()) {
      if (now instanceof VectorNode.Projected || now instanceof VectorNode.Shared) {
        match(((VectorNode.OnInput) now).input(), then, above, spans);
      }
      return;
    }
    List<PlanNode> below = PlanWalk.inOrderOfWriting(now);
    List<PlanNode> belowThen = PlanWalk.inOrderOfWriting(then);
    for (int i = 0; i < Math.min(below.size(), belowThen.size()); i++) {
      boolean isCombined =
          below.get(i) instanceof VectorNode.Pushed && now instanceof VectorNode.Aggregate;
      match(below.get(i), isCombined ? then : belowThen.get(i), span, spans);
    }
  }
}
