package io.promontory.promql.plan;

import io.promontory.promql.ast.VectorSelector;

/**
 * How far a range selector looks beyond the edges of its window.
 *
 * @param beforeMs ms before the left edge: the look-back of an {@code anchored} or {@code smoothed}
 *     selector
 * @param afterMs ms behind the right edge: the look-back of a {@code smoothed} selector
 */
public record Reach(long beforeMs, long afterMs) {
  public static final Reach NONE = new Reach(0, 0);

  static Reach of(VectorSelector selector, long lookbackMs) {
    return selector.anchored() || selector.smoothed()
        ? new Reach(lookbackMs, selector.smoothed() ? lookbackMs : 0)
        : NONE;
  }

  public boolean isSmoothed() {
    return afterMs > 0;
  }

  /** True for {@code anchored} and for {@code smoothed}. */
  public boolean isExtended() {
    return beforeMs > 0;
  }
}
