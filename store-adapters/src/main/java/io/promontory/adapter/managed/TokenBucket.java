package io.promontory.adapter.managed;

import java.util.function.LongSupplier;

/**
 * A rate that holds from any point in time on, but for the burst of one second that a bucket holds
 * when it is full. Who takes a token that is not there yet is told how long to wait for it, in the
 * order of asking. Safe for concurrent use.
 */
final class TokenBucket {
  private final LongSupplier nanoClock;
  private final long nanosPerToken;
  private final long capacityNanos;
  private long fullAtNanos;

  /**
   * @param perSecond positive
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  TokenBucket(double perSecond, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.nanosPerToken = Math.round(1e9 / perSecond);
    this.capacityNanos = Math.max(nanosPerToken, 1_000_000_000L);
    this.fullAtNanos = nanoClock.getAsLong();
  }

  /** Takes a token; nanoseconds until it is there, 0 for at once. */
  synchronized long take() {
    long now = nanoClock.getAsLong();
    fullAtNanos = (fullAtNanos - now > 0 ? fullAtNanos : now) + nanosPerToken;
    return Math.max(0, fullAtNanos - now - capacityNanos);
  }
}
