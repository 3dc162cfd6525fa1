package io.promontory.frontend.federation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How long an endpoint usually takes to answer: what 95 of 100 of its latest calls did not exceed.
 * Calls that are long past say nothing any more.
 */
final class UsualTime {
  /** Nothing is asked twice for less. */
  static final Duration SHORTEST = Duration.ofMillis(50);

  /** Nobody is waited for longer before another is asked. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  /** Of whom too little is known. */
  static final Duration UNKNOWN = Duration.ofMillis(500);

  private static final int MOST_CALLS = 64;
  private static final int FEWEST_CALLS = 8;
  private static final long LONGEST_KEPT = Duration.ofMinutes(5).toNanos();

  private record Call(long ended, long took) {}

  private final LongSupplier nanoClock;
  private final Deque<Call> calls = new ArrayDeque<>();

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  UsualTime(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Notes a call that ended just now, or was given up. */
  synchronized void took(long nanos) {
    if (calls.size() == MOST_CALLS) {
      calls.removeFirst();
    }
    calls.addLast(new Call(nanoClock.getAsLong(), nanos));
  }

  /** From {@link #SHORTEST} to {@link #LONGEST}. */
  synchronized Duration usual() {
    forget();
    if (calls.size() < FEWEST_CALLS) {
      return UNKNOWN;
    }
    long[] sorted = calls.stream().mapToLong(Call::took).sorted().toArray();
    long nanos = sorted[Math.ceilDiv(sorted.length * 95, 100) - 1];
    return bounded(nanos);
  }

  /** What the latest call took, within the same bounds; the shortest where there was none. */
  synchronized Duration latest() {
    forget();
    return calls.isEmpty() ? SHORTEST : bounded(calls.getLast().took);
  }

  private void forget() {
    long now = nanoClock.getAsLong();
    while (!calls.isEmpty() && now - calls.getFirst().ended > LONGEST_KEPT) {
      calls.removeFirst();
    }
  }

  private static Duration bounded(long nanos) {
    return Duration.ofNanos(Math.clamp(nanos, SHORTEST.toNanos(), LONGEST.toNanos()));
  }
}
