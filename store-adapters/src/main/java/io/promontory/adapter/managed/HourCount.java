package io.promontory.adapter.managed;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * A sum over the last 60 minutes, which leaves it minute by minute. Not safe for concurrent use.
 */
final class HourCount {
  private static final int MINUTES = 60;
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final LongSupplier nanoClock;
  private final long originNanos;
  private final long[] minutes = new long[MINUTES];
  private long minute;
  private long sum;

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  HourCount(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.originNanos = nanoClock.getAsLong();
  }

  void add(long count) {
    add(count, 0);
  }

  /** Adds what was counted so many minutes ago, 0 to 59. */
  void add(long count, int minutesAgo) {
    sum();
    minutes[(int) Math.floorMod(minute - minutesAgo, (long) MINUTES)] += count;
    sum += count;
  }

  long sum() {
    long now = (nanoClock.getAsLong() - originNanos) / NANOS_PER_MINUTE;
    if (now - minute >= MINUTES) {
      Arrays.fill(minutes, 0);
      sum = 0;
      minute = now;
    }
    while (minute < now) {
      minute++;
      int slot = (int) (minute % MINUTES);
      sum -= minutes[slot];
      minutes[slot] = 0;
    }
    return sum;
  }
}
