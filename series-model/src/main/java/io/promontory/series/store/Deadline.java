package io.promontory.series.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point on the monotonic clock by which an answer must be there. */
public final class Deadline {
  /** Never reached. */
  public static final Deadline NEVER = new Deadline(() -> 0L, Long.MAX_VALUE);

  private final LongSupplier nanoClock;
  private final long atNanos;

  private Deadline(LongSupplier nanoClock, long atNanos) {
    this.nanoClock = nanoClock;
    this.atNanos = atNanos;
  }

  public static Deadline after(Duration duration) {
    return after(duration, System::nanoTime);
  }

  /** With a clock of the caller's, in nanoseconds with an arbitrary origin. */
  public static Deadline after(Duration duration, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong() + duration.toNanos());
  }

  /** Time left; zero or negative once reached. */
  public Duration remaining() {
    return this == NEVER
        ? Duration.ofDays(36_500)
        : Duration.ofNanos(atNanos - nanoClock.getAsLong());
  }

  public boolean isReached() {
    return this != NEVER && atNanos - nanoClock.getAsLong() <= 0;
  }

  /** This deadline or {@code duration} from now, whichever comes first. */
  public Deadline atMost(Duration duration) {
    return remaining().compareTo(duration) <= 0
        ? this
        : after(duration, this == NEVER ? System::nanoTime : nanoClock);
  }
}
