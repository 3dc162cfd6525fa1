package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * The modifiers that move a selector or subquery in time.
 *
 * @param offsetMs {@code offset} in ms, 0 where absent, negative for the future
 * @param offsetExpr the offset as an expression, or null where it was a literal; resolved into
 *     {@code offsetMs} before evaluation
 * @param at the {@code @} modifier, or null
 */
public record TimeShift(long offsetMs, @Nullable DurationExpr offsetExpr, @Nullable At at) {
  public static final TimeShift NONE = new TimeShift(0, null, null);
}
