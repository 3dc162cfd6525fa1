package io.promontory.promql.plan;

import io.promontory.promql.ast.Span;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.StorePart;
import java.util.Map;

/**
 * What one part of the stores is asked in place of its samples.
 *
 * @param added labels that its results get, since they are hidden where it is evaluated
 * @param positions from the byte offset at which something begins in the text that is sent to where
 *     it stands in the query
 */
public record PushedPart(
    StorePart part, PartQuery query, Labels added, Map<Integer, Span> positions) {
  public PushedPart {
    positions = Map.copyOf(positions);
  }

  /**
   * A question at the steps of a grid.
   *
   * @param aheadMs as {@link PartQuery#aheadMs}
   */
  static PushedPart of(
      StorePart part, PushedText text, StepGrid grid, long lookbackMs, long aheadMs, Labels added) {
    PartQuery query =
        new PartQuery(
            text.text(), grid.startMs(), grid.lastMs(), grid.stepMs(), lookbackMs, aheadMs);
    return new PushedPart(part, query, added, text.positions());
  }

  /** The same question, wherever in the query it stands. */
  PushedPart anywhere() {
    return new PushedPart(part, query, added, Map.of());
  }
}
