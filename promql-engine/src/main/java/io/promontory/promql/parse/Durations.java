package io.promontory.promql.parse;

import io.promontory.promql.ast.DurationExpr;
import org.jspecify.annotations.Nullable;

/** Splits parsed durations into literals, kept as nanoseconds, and expressions, kept as such. */
final class Durations {
  private Durations() {}

  /** A literal in nanoseconds; 0 for an expression. */
  static long literalNanos(DurationExpr duration) {
    return duration instanceof DurationExpr.Literal literal
        ? roundHalfAway(literal.seconds() * 1e9)
        : 0;
  }

  /** An expression; null for a literal. */
  static @Nullable DurationExpr expression(DurationExpr duration) {
    return duration instanceof DurationExpr.Literal ? null : duration;
  }

  /**
   * Rounds to a long. NaN and what lies beyond a long becomes the smallest long, as Prometheus'
   * arithmetic has it: {@code offset NaN} is printed as {@code offset --106751d23h47m16s854ms}.
   */
  static long roundHalfAway(double value) {
    double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
    double rounded = Math.abs(value - whole) >= 0.5 ? whole + Math.copySign(1, value) : whole;
    return rounded >= -0x1p63 && rounded < 0x1p63 ? (long) rounded : Long.MIN_VALUE;
  }
}
