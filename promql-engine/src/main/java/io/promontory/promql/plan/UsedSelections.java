package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drops the selections that no node refers to any more, and numbers the others anew. */
final class UsedSelections extends PlanRewrite {
  private final Map<Integer, Integer> numbers = new LinkedHashMap<>();

  static Plan of(Plan plan) {
    UsedSelections rewrite = new UsedSelections();
    PlanNode root = rewrite.node(plan.root());
    List<SelectRequest> requests =
        rewrite.numbers.keySet().stream().map(i -> plan.selections().get(i).request()).toList();
    return plan.with(root, requests, List.of());
  }

  private int number(int selection) {
    Integer number = numbers.putIfAbsent(selection, numbers.size());
    return number == null ? numbers.size() - 1 : number;
  }

  @Override
  VectorNode vector(VectorNode node) {
    return node instanceof VectorNode.OnSelection n
        ? n.withSelection(number(n.selection()))
        : rebuild(node);
  }

  @Override
  MatrixNode matrix(MatrixNode node) {
    return node instanceof MatrixNode.RangeSelect n
        ? n.withSelection(number(n.selection()))
        : rebuild(node);
  }
}
