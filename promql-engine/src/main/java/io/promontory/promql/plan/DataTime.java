package io.promontory.promql.plan;

/**
 * Which time a selector looks at when it is evaluated: what {@code offset} and {@code @} come down
 * to.
 *
 * @param fixed true where {@code @} fixes the time
 * @param ms the fixed time in ms since the epoch, else how far to look back in ms, negative for
 *     ahead
 */
public record DataTime(boolean fixed, long ms) {
  /** The time to look at, ms, for an evaluation at {@code evalMs}. */
  public long at(long evalMs) {
    return fixed ? ms : evalMs - ms;
  }
}
