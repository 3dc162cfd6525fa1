package io.promontory.promql.plan;

import io.promontory.promql.ast.Span;
import java.util.List;
import java.util.Map;

/**
 * A node of a plan as a reader is to see it, with those below it in the order in which they are
 * written.
 *
 * @param name what it is, a word
 * @param detail the rest, may be empty
 * @param span where it is written; {@link Span#NONE} where that cannot be told
 * @param selection what it reads itself; -1 where it reads nothing
 */
public record PlanOutline(
    PlanNode node,
    String name,
    String detail,
    Span span,
    int selection,
    List<PlanOutline> children) {
  public PlanOutline {
    children = List.copyOf(children);
  }

  /** The whole tree of a plan. */
  public static PlanOutline of(Plan plan) {
    return of(plan.root(), plan.written().spans(plan.root()));
  }

  private static PlanOutline of(PlanNode node, Map<PlanNode, Span> spans) {
    int selection =
        switch (node) {
          case VectorNode.OnSelection n -> n.selection();
          case MatrixNode.RangeSelect n -> n.selection();
          default -> -1;
        };
    return new PlanOutline(
        node,
        PlanExplainer.name(node),
        PlanExplainer.detail(node),
        spans.getOrDefault(node, Span.NONE),
        selection,
        PlanWalk.inOrderOfWriting(node).stream().map(child -> of(child, spans)).toList());
  }
}
