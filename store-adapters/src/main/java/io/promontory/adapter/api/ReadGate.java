package io.promontory.adapter.api;

import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many reads a store has open at once. Servers have a limit of their own, behind which reads
 * would wait out of our sight.
 */
public final class ReadGate {
  private final String store;
  private final int most;
  private final Duration timeout;
  private final Semaphore permits;

  public ReadGate(String store, int most, Duration timeout) {
    this.store = store;
    this.most = most;
    this.timeout = timeout;
    this.permits = new Semaphore(most, true);
  }

  /** Takes {@code count} places if they are free now and nobody waits for one. */
  public boolean tryEnter(int count) {
    return !permits.hasQueuedThreads() && permits.tryAcquire(count);
  }

  /**
   * Takes one place, waiting no longer than the call may last.
   *
   * @throws StoreException of kind TIMEOUT if none gets free, CANCELED if the query is cancelled
   */
  public void enter(QueryContext context) {
    if (permits.tryAcquire()) {
      return;
    }
    Thread waiting = Thread.currentThread();
    try (var cancellation = context.cancellation().onCancel(waiting::interrupt)) {
      Duration left = context.deadline().atMost(timeout).remaining();
      if (!permits.tryAcquire(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            store,
            Kind.TIMEOUT,
            "all " + most + " concurrent reads were busy for " + left.toMillis() + "ms");
      }
    } catch (InterruptedException e) {
      throw new StoreException(store, Kind.CANCELED, "cancelled while waiting for a free read", e);
    }
  }

  public void leave() {
    permits.release();
  }
}
