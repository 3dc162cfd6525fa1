package io.promontory.rules.results;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long results are kept: for a time, and then until an archive has them, but not longer than
 * twice that time; and as long as the log is not too long.
 *
 * @param archivedMs what is older is in an archive, ms; {@link Long#MAX_VALUE} where there is none
 */
public record Retention(Duration time, LongSupplier archivedMs, SizeBound size) {
  /** Without an archive. */
  public static Retention of(Duration time) {
    return new Retention(time, () -> Long.MAX_VALUE);
  }

  /** Of any size. */
  public Retention(Duration time, LongSupplier archivedMs) {
    this(time, archivedMs, SizeBound.NONE);
  }

  /** The time of the oldest sample to keep, ms. */
  long oldest(long nowMs) {
    long usual = nowMs - time.toMillis();
    return Math.max(Math.min(usual, archivedMs.getAsLong()), usual - time.toMillis());
  }

  /** Cuts a log that is too long; the time of the oldest sample that is left, ms. */
  long cut(ResultLog log) throws IOException {
    if (log.bytes() <= size.maxBytes()) {
      return Long.MIN_VALUE;
    }
    long gone =
        log.dropAbove(size.maxBytes(), size.unsentFile().getAsLong(), archivedMs.getAsLong());
    return gone == Long.MIN_VALUE || gone == Long.MAX_VALUE ? Long.MIN_VALUE : gone + 1;
  }
}
