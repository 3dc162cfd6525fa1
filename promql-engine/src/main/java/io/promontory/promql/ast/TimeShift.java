package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * The modifiers that move a selector or subquery in time.
 *
 * @param offsetNanos {@code offset} in nanoseconds, 0 where absent, negative for the future
 * @param offsetExpr the offset as an expression, or null where it was a literal; resolved into
 *     {@code offsetNanos} before evaluation
 * @param at the {@code @} modifier, or null
 */
public record TimeShift(long offsetNanos, @Nullable DurationExpr offsetExpr, @Nullable At at) {
  public static final TimeShift NONE = new TimeShift(0, null, null);

  /** The offset in ms, parts of a millisecond cut off. */
  public long offsetMs() {
    return offsetNanos / 1_000_000;
  }
}
