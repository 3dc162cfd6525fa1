package io.promontory.adapter.managed.evaluation;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The dialect of a service as last known: asked for in the background when somebody first wants to
 * know, anew after ten minutes, and a few seconds after a failure, which changes nothing.
 */
final class KnownDialect {
  private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String store;
  private final DialectProbe probe;
  private final LongSupplier nanoClock;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Known known;

  private record Known(Dialect dialect, long untilNanos) {}

  /**
   * Knows nothing yet.
   *
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  KnownDialect(String store, DialectProbe probe, LongSupplier nanoClock) {
    this.store = store;
    this.probe = probe;
    this.nanoClock = nanoClock;
    this.known = new Known(Dialect.UNKNOWN, nanoClock.getAsLong());
  }

  /** What was said last; never waits. */
  Dialect last() {
    return known.dialect;
  }

  /** As {@link #last}; has the service asked where nothing is known, or nothing of late. */
  Dialect lastAndSoonFresh() {
    boolean isOld = known.untilNanos - nanoClock.getAsLong() <= 0;
    if (isOld && asking.compareAndSet(false, true)) {
      Thread unused = Thread.ofVirtual().name("dialect-" + store).start(this::ask);
    }
    return last();
  }

  private void ask() {
    try {
      Dialect dialect =
          probe.read(
              new QueryContext(
                  Deadline.after(LONGEST), QueryBudget.unlimited(), new Cancellation()));
      known = new Known(dialect, nanoClock.getAsLong() + KEPT_NANOS);
    } catch (StoreException e) {
      known = new Known(known.dialect, nanoClock.getAsLong() + PAUSE_NANOS);
    } finally {
      asking.set(false);
    }
  }
}
