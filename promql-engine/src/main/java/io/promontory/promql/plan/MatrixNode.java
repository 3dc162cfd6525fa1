package io.promontory.promql.plan;

/** Series of samples seen through a window (left-open) that moves from step to step. */
public sealed interface MatrixNode extends PlanNode {
  /** Which time the right edge of the window lies at. */
  DataTime time();

  /** Width of the window in ms. */
  long rangeMs();

  /** How far the samples handed to a function go beyond the edges of the window. */
  default Reach reach() {
    return Reach.NONE;
  }

  /** Samples as stored. */
  record RangeSelect(int selection, DataTime time, long rangeMs, Reach reach)
      implements MatrixNode {
    /** The same node on a selection of another number. */
    public RangeSelect withSelection(int other) {
      return new RangeSelect(other, time, rangeMs, reach);
    }
  }

  /** Samples computed on a grid of their own; there may be none at all. */
  record OfSubquery(VectorNode input, DataTime time, long rangeMs) implements MatrixNode {}
}
