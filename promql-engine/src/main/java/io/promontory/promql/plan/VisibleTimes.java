package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;
import java.util.Arrays;

/** Which samples the windows of selectors can see; ms, both ends inclusive. */
final class VisibleTimes {
  private final long[] from;
  private final long[] to;

  private VisibleTimes(int selections) {
    from = new long[selections];
    to = new long[selections];
    Arrays.fill(from, Long.MAX_VALUE);
    Arrays.fill(to, Long.MIN_VALUE);
  }

  static VisibleTimes of(Plan plan) {
    VisibleTimes times = new VisibleTimes(plan.selections().size());
    times.visit(plan.root(), plan.grid());
    return times;
  }

  /** The request without the time that none of the selector's windows sees; itself if none. */
  SelectRequest cut(int selection, SelectRequest request) {
    return from[selection] <= request.minTime() && to[selection] >= request.maxTime()
        ? request
        : request.withTimes(
            Math.max(request.minTime(), from[selection]),
            Math.min(request.maxTime(), to[selection]));
  }

  /** Visits a node; a matrix has the steps of the node above it. */
  private void visit(PlanNode node, StepGrid above) {
    StepGrid grid =
        switch (node) {
          case VectorNode n -> n.grid();
          case ScalarNode n -> n.grid();
          case MatrixNode n -> above;
          case PlanNode.Text n -> above;
        };
    switch (node) {
      case VectorNode.InstantSelect n -> note(n.selection(), n.time(), n.lookbackMs(), 0, grid);
      case VectorNode.StartTimeSelect n -> note(n.selection(), n.time(), n.lookbackMs(), 0, grid);
      case VectorNode.SmoothedSelect n ->
          note(n.selection(), n.time(), n.lookbackMs(), n.lookbackMs(), grid);
      case MatrixNode.RangeSelect n -> {
        long before = n.rangeMs() + n.reach().beforeMs();
        note(n.selection(), n.time(), before, n.reach().afterMs(), grid);
      }
      default -> PlanWalk.children(node).forEach(child -> visit(child, grid));
    }
  }

  private void note(int selection, DataTime time, long beforeMs, long afterMs, StepGrid grid) {
    from[selection] = Math.min(from[selection], time.at(grid.startMs()) - beforeMs + 1);
    to[selection] = Math.max(to[selection], time.at(grid.lastMs()) + afterMs);
  }
}
