package io.promontory.rules.results;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long results are kept: for a time, and then until an archive has them, but not longer than
 * twice that time.
 *
 * @param archivedMs what is older is in an archive, ms; {@link Long#MAX_VALUE} where there is none
 */
public record Retention(Duration time, LongSupplier archivedMs) {
  /** Without an archive. */
  public static Retention of(Duration time) {
    return new Retention(time, () -> Long.MAX_VALUE);
  }

  /** The time of the oldest sample to keep, ms. */
  long oldest(long nowMs) {
    long usual = nowMs - time.toMillis();
    return Math.max(Math.min(usual, archivedMs.getAsLong()), usual - time.toMillis());
  }
}
