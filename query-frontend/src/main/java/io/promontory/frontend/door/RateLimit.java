package io.promontory.frontend.door;

import io.promontory.frontend.config.RateLimitSection;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens that is full at the start: each request takes one, and one comes back an
 * interval later. Safe for concurrent use.
 */
final class RateLimit {
  private final LongSupplier nanoClock;
  private final long intervalNanos;
  private final long burst;

  /** When the bucket will be full, by the clock. */
  private long fullAtNanos;

  /**
   * @param limit with a burst of at least 1
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  RateLimit(RateLimitSection limit, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.intervalNanos = limit.interval().toNanos();
    this.burst = limit.burst();
    this.fullAtNanos = nanoClock.getAsLong();
  }

  /** Takes a token if there is one. */
  synchronized boolean admits() {
    long now = nanoClock.getAsLong();
    long wait = Math.max(0, fullAtNanos - now);
    if (Math.ceilDiv(wait, intervalNanos) >= burst) {
      return false;
    }
    fullAtNanos = now + wait + intervalNanos;
    return true;
  }
}
