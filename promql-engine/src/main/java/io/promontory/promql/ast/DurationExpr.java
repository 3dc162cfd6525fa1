package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/** A duration computed before evaluation, in seconds: {@code [5m + step()]}. */
public sealed interface DurationExpr {
  Span span();

  /** A number or duration literal, in seconds. */
  record Literal(double seconds, boolean duration, Span span) implements DurationExpr {}

  /**
   * An operation.
   *
   * @param lhs null for unary and for {@link DurationOp#STEP}, {@link DurationOp#RANGE}
   * @param rhs null for {@link DurationOp#STEP}, {@link DurationOp#RANGE}
   * @param wrapped true where it was written in parentheses
   */
  record Operation(
      DurationOp op,
      @Nullable DurationExpr lhs,
      @Nullable DurationExpr rhs,
      boolean wrapped,
      Span span)
      implements DurationExpr {}
}
