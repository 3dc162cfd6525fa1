package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A block that a reader found ill.
 *
 * @param listed as it was then: it is tried again once that changes
 * @param times how often in a row
 * @param until when it is tried again
 */
record Reported(ListedBlock listed, String reason, int times, Instant until) {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  static Reported of(ListedBlock listed, String reason, @Nullable Reported before, Instant now) {
    int times = before == null ? 1 : before.times + 1;
    return new Reported(listed, reason, times, now.plus(Backoff.delay(times, FIRST, LONGEST)));
  }

  boolean holds(ListedBlock now, Instant at) {
    return at.isBefore(until) && listed.equals(now);
  }
}
