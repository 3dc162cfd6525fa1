package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A range selector.
 *
 * @param selector carries the matchers and the time shift
 * @param rangeNanos the window in nanoseconds
 * @param rangeExpr the window as an expression, or null where it was a literal; resolved into
 *     {@code rangeNanos} before evaluation
 */
public record MatrixSelector(
    VectorSelector selector, long rangeNanos, @Nullable DurationExpr rangeExpr, Span span)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }

  /** The window in ms, parts of a millisecond cut off. */
  public long rangeMs() {
    return rangeNanos / 1_000_000;
  }
}
