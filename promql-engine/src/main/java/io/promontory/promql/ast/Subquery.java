package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * {@code expr[range:step]}.
 *
 * @param rangeNanos window in nanoseconds
 * @param rangeExpr the window as an expression, or null where it was a literal
 * @param stepNanos resolution in nanoseconds, 0 where the default applies
 * @param stepExpr the resolution as an expression, or null where it was a literal or absent
 */
public record Subquery(
    Expr expr,
    long rangeNanos,
    @Nullable DurationExpr rangeExpr,
    long stepNanos,
    @Nullable DurationExpr stepExpr,
    TimeShift shift,
    Span span)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }

  /** The window in ms, parts of a millisecond cut off. */
  public long rangeMs() {
    return rangeNanos / 1_000_000;
  }

  /** The resolution in ms, parts of a millisecond cut off; 0 where the default applies. */
  public long stepMs() {
    return stepNanos / 1_000_000;
  }
}
