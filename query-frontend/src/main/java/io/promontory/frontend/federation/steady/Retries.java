package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a call is tried again: where the failure says that this may help, some time is left, and it
 * was not tried too often. The pauses double from 50 ms to 1 s, each shortened by up to half at
 * random, so that callers do not come back all at once; a store that names a time is obeyed.
 */
final class Retries {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final int most;
  private final RandomGenerator random;

  Retries(int most, RandomGenerator random) {
    this.most = most;
    this.random = random;
  }

  /**
   * How long to wait before the next try, or null where there is none.
   *
   * @param tries made so far
   */
  @Nullable Duration next(StoreException failure, int tries, QueryContext context) {
    Duration wished = failure.retryAfter();
    if (wished == null || tries > most) {
      return null;
    }
    Duration backoff = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
    long nanos = (backoff.compareTo(LONGEST) > 0 ? LONGEST : backoff).toNanos();
    long jittered = nanos / 2 + random.nextLong(nanos / 2 + 1);
    Duration wait = Duration.ofNanos(Math.max(jittered, wished.toNanos()));
    return wait.compareTo(context.deadline().remaining()) < 0 ? wait : null;
  }

  /**
   * Waits.
   *
   * @throws StoreException in the store's name if the query ends meanwhile
   */
  static void pause(String store, Duration wait, QueryContext context, CountDownLatch closed) {
    try (Cancellation.Registration canceled = context.cancellation().onCancel(closed::countDown)) {
      if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            store, StoreException.Kind.CANCELED, "canceled before the next try");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          store, StoreException.Kind.CANCELED, "interrupted before the next try", e);
    }
    context.checkAlive(store);
  }
}
