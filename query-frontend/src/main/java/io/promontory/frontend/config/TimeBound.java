package io.promontory.frontend.config;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An end of a time window: a point in time, or a distance from now.
 *
 * @param relative whether {@code ms} counts from now, else from the epoch
 */
public record TimeBound(boolean relative, long ms) {
  public static final TimeBound EARLIEST = new TimeBound(false, Long.MIN_VALUE);
  public static final TimeBound LATEST = new TimeBound(false, Long.MAX_VALUE);

  /**
   * Reads a time in RFC 3339, such as {@code 2026-01-01T00:00:00Z}, or a duration from now, such as
   * {@code -2h}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static TimeBound parse(String text) {
    boolean before = text.startsWith("-");
    try {
      long ms = GoDurations.parse(before ? text.substring(1) : text) / 1_000_000;
      return new TimeBound(true, before ? -ms : ms);
    } catch (TextFormatException e) {
      try {
        return new TimeBound(false, OffsetDateTime.parse(text).toInstant().toEpochMilli());
      } catch (DateTimeException | ArithmeticException other) {
        throw new IllegalArgumentException(
            "is \""
                + text
                + "\", which is neither a time such as 2026-01-01T00:00:00Z nor a duration from now"
                + " such as -2h",
            other);
      }
    }
  }

  /**
   * Whether it is later than another one at any time. A point in time and a distance from now are
   * told apart by the clock alone; they say nothing here.
   */
  boolean isAfter(TimeBound other) {
    return relative == other.relative && ms > other.ms;
  }

  /** The point in time, ms since the epoch. */
  public long at(Instant now) {
    return relative ? now.toEpochMilli() + ms : ms;
  }
}
