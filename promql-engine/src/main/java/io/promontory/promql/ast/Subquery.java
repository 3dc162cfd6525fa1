package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * {@code expr[range:step]}.
 *
 * @param rangeMs window in ms
 * @param stepMs resolution in ms, 0 where the default applies
 */
public record Subquery(
    Expr expr,
    long rangeMs,
    @Nullable DurationExpr rangeExpr,
    long stepMs,
    @Nullable DurationExpr stepExpr,
    TimeShift shift,
    Span span)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
