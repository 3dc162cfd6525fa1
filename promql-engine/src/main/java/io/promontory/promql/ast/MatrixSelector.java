package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A range selector.
 *
 * @param selector carries the matchers and the time shift
 * @param rangeMs the window in ms
 * @param rangeExpr the window as an expression, or null where it was a literal; resolved into
 *     {@code rangeMs} before evaluation
 */
public record MatrixSelector(
    VectorSelector selector, long rangeMs, @Nullable DurationExpr rangeExpr, Span span)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
