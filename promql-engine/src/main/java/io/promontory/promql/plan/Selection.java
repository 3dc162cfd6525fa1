package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one selector needs, and which of the plan's reads delivers it.
 *
 * @param request the selector's own time range and matchers
 * @param read index of the read; it covers the request
 */
public record Selection(SelectRequest request, int read) {
  /** The numbers of the selections below a node, in the order of evaluation. */
  static Set<Integer> below(PlanNode root) {
    Set<Integer> found = new LinkedHashSet<>();
    PlanWalk.forEach(
        root,
        node -> {
          switch (node) {
            case VectorNode.OnSelection n -> found.add(n.selection());
            case MatrixNode.RangeSelect n -> found.add(n.selection());
            default -> {}
          }
        });
    return found;
  }

  /** The number of the only selection below a node; -1 where there are several, or none. */
  static int onlyOneOf(PlanNode root) {
    Set<Integer> found = below(root);
    return found.size() == 1 ? found.iterator().next() : -1;
  }

  /** The matchers that a series of the read has still to pass. */
  public List<Matcher> filter(List<SelectRequest> reads) {
    List<Matcher> held = reads.get(read).matchers();
    if (held.equals(request.matchers())) {
      return List.of();
    }
    return request.matchers().stream().filter(m -> !held.contains(m)).toList();
  }
}
