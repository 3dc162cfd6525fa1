package io.promontory.series.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A rate that holds from any point in time on, but for the burst that a bucket holds when it is
 * full, as it is at the start: each call takes a token, and one comes back an interval later. Only
 * the time at which it will be full is kept (the generic cell rate algorithm, ITU-T I.371). Safe
 * for concurrent use.
 */
public final class TokenBucket {
  private final LongSupplier nanoClock;
  private final long intervalNanos;
  private final long capacityNanos;
  private long fullAtNanos;

  /**
   * @param interval after which one token comes back; positive
   * @param burst tokens that it holds; at least 1
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  public TokenBucket(Duration interval, int burst, LongSupplier nanoClock) {
    this(interval.toNanos(), saturated(interval.toNanos(), burst), nanoClock);
  }

  private TokenBucket(long intervalNanos, long capacityNanos, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.intervalNanos = intervalNanos;
    this.capacityNanos = capacityNanos;
    this.fullAtNanos = nanoClock.getAsLong();
  }

  /**
   * So many a second, and one at least.
   *
   * @param rate positive
   * @param burst the time whose tokens may be taken at once
   */
  public static TokenBucket perSecond(double rate, Duration burst, LongSupplier nanoClock) {
    long interval = Math.round(1e9 / rate);
    return new TokenBucket(interval, Math.max(interval, burst.toNanos()), nanoClock);
  }

  private static long saturated(long interval, int burst) {
    return Math.multiplyHigh(interval, burst) == 0 && interval * burst >= 0
        ? interval * burst
        : Long.MAX_VALUE;
  }

  /**
   * Takes a token, one that is not there yet if need be: those who wait do so in the order of
   * asking.
   *
   * @return nanoseconds until it is there, 0 for at once
   */
  public synchronized long take() {
    long now = nanoClock.getAsLong();
    fullAtNanos = now + empty(now) + intervalNanos;
    return Math.max(0, fullAtNanos - now - capacityNanos);
  }

  /** Takes a token if there is one. */
  public synchronized boolean tryTake() {
    long now = nanoClock.getAsLong();
    long empty = empty(now);
    if (empty > capacityNanos - intervalNanos) {
      return false;
    }
    fullAtNanos = now + empty + intervalNanos;
    return true;
  }

  private long empty(long now) {
    return Math.max(0, fullAtNanos - now);
  }
}
