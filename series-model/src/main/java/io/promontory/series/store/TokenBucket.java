package io.promontory.series.store;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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

  /** When tokens are there that were given back, of those that others may still wait behind. */
  private final PriorityQueue<Long> givenBack = new PriorityQueue<>();

  /** A token that is there now or later. */
  public final class Turn {
    private final long atNanos;
    private final long waitNanos;

    private Turn(long atNanos, long waitNanos) {
      this.atNanos = atNanos;
      this.waitNanos = waitNanos;
    }

    /** Nanoseconds from when it was taken until it is there, 0 for at once. */
    public long waitNanos() {
      return waitNanos;
    }

    /** Leaves the token to who asks next; at most once, and only if it was not used. */
    public void giveBack() {
      synchronized (TokenBucket.this) {
        givenBack.add(atNanos);
      }
    }
  }

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
  public long take() {
    Turn turn = takeWithin(Long.MAX_VALUE);
    return turn == null ? Long.MAX_VALUE : turn.waitNanos();
  }

  /**
   * Takes a token that is there within a time: who would have to wait for longer takes none, so
   * that those who come too often leave the rate to those who can be served.
   *
   * @return null where there is none
   */
  public synchronized @Nullable Turn takeWithin(long mostNanos) {
    long now = nanoClock.getAsLong();
    Long earlier = earliestGivenBack(now);
    long nextFull = empty(now) + intervalNanos;
    long wait = Math.max(0, earlier == null ? nextFull - capacityNanos : earlier - now);
    if (wait > mostNanos) {
      return null;
    }
    if (earlier == null) {
      fullAtNanos = now + nextFull;
    } else {
      givenBack.remove();
    }
    return new Turn(now + wait, wait);
  }

  /** Those from before the last burst are not saved up. */
  private @Nullable Long earliestGivenBack(long now) {
    Long first = givenBack.peek();
    while (first != null && now - first > capacityNanos) {
      givenBack.remove();
      first = givenBack.peek();
    }
    return first;
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
