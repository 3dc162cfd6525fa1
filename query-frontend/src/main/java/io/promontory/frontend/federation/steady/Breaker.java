package io.promontory.frontend.federation.steady;

import io.promontory.series.store.StoreException;
import io.promontory.series.text.GoDurations;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Knows whether an endpoint is ill. After some failures in a row it is left out for a pause; then
 * one call is let through, and what becomes of that decides. Each try that fails doubles the pause,
 * up to 15 s: a server that is back is soon missed, where its twin is stopped next. Failures that
 * are far apart harm nobody, and open nothing.
 */
public final class Breaker {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Calls that begin longer after a failure than that are of no row with it. */
  private static final long ROW_NANOS = Duration.ofSeconds(10).toNanos();

  /** What happens to calls. */
  public enum State {
    /** All are made. */
    CLOSED,
    /** One is being made, to see how the endpoint is. */
    HALF_OPEN,
    /** None is made. */
    OPEN
  }

  private final String store;
  private final int mostFailures;
  private final Duration firstPause;
  private final LongSupplier nanoClock;
  private final SteadyListener listener;
  private State state = State.CLOSED;
  private int failures;
  private String lastFailure = "";
  private Duration pause;
  private long openUntil;
  private long lastFailed;

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  Breaker(String store, SteadyConfig config, LongSupplier nanoClock, SteadyListener listener) {
    this.store = store;
    this.mostFailures = config.breakerFailures();
    this.firstPause = config.breakerPause();
    this.pause = firstPause;
    this.nanoClock = nanoClock;
    this.listener = listener;
    listener.breaker(store, State.CLOSED);
  }

  /** A call that was let through. Whoever made it tells how it went; the first word counts. */
  final class Call {
    private final boolean probe;
    private final long start = nanoClock.getAsLong();
    private boolean told;

    private Call(boolean probe) {
      this.probe = probe;
    }

    /** The endpoint answers. */
    void succeeded() {
      synchronized (Breaker.this) {
        if (!told) {
          told = true;
          close();
        }
      }
    }

    /** The endpoint failed, be it in the middle of an answer. */
    void failed(String reason) {
      synchronized (Breaker.this) {
        told = true;
        fail(reason, this);
      }
    }

    /** The call ended for reasons of the caller's. */
    void gaveUp() {
      synchronized (Breaker.this) {
        if (!told) {
          told = true;
          if (probe && state == State.HALF_OPEN) {
            become(State.OPEN); // the next call is the probe, at once
          }
        }
      }
    }
  }

  /**
   * Begins a call.
   *
   * @throws StoreException if the endpoint is left out
   */
  synchronized Call enter() {
    long left = openUntil - nanoClock.getAsLong();
    switch (state) {
      case CLOSED -> {
        return new Call(false);
      }
      case OPEN -> {
        if (left <= 0) {
          become(State.HALF_OPEN);
          return new Call(true);
        }
        throw leftOut("tried again in " + inSeconds(left));
      }
      case HALF_OPEN -> throw leftOut("being tried just now");
    }
    throw new IllegalStateException("no such state");
  }

  synchronized State state() {
    return state;
  }

  private static String inSeconds(long nanos) {
    return GoDurations.print(Math.ceilDiv(nanos, 1_000_000_000L) * 1_000_000_000L);
  }

  private StoreException leftOut(String when) {
    return new StoreException(
        store,
        StoreException.Kind.UNAVAILABLE,
        "left out after "
            + failures
            + " failures in a row, "
            + when
            + "; the last: "
            + lastFailure);
  }

  private void close() {
    failures = 0;
    pause = firstPause;
    if (state != State.CLOSED) {
      become(State.CLOSED);
    }
  }

  private void fail(String reason, Call call) {
    if (state == State.OPEN || (state == State.HALF_OPEN && !call.probe)) {
      return; // a call from before
    }
    long now = nanoClock.getAsLong();
    if (state == State.CLOSED && call.start - lastFailed > ROW_NANOS) {
      failures = 0;
    }
    lastFailed = now;
    failures++;
    lastFailure = reason;
    if (state == State.HALF_OPEN) {
      pause = longer(pause);
    }
    if (failures >= mostFailures || state == State.HALF_OPEN) {
      openUntil = now + pause.toNanos();
      become(State.OPEN);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void become(State next) {
    state = next;
    listener.breaker(store, next);
  }
}
