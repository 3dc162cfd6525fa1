package io.promontory.adapter.blocks.fetch;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits in the name of a query. */
public final class Waits {
  private static final Duration LONGEST = Duration.ofHours(1);

  private Waits() {}

  /** Nanoseconds that may be waited. */
  static long nanos(QueryContext context) {
    return context.deadline().atMost(LONGEST).remaining().toNanos();
  }

  /**
   * Waits for its turn; the caller releases what was acquired.
   *
   * @throws StoreException of kind TIMEOUT or CANCELED
   */
  public static void acquire(String store, Semaphore semaphore, QueryContext context) {
    acquire(store, semaphore, 1, context);
  }

  static void acquire(String store, Semaphore semaphore, int permits, QueryContext context) {
    try {
      if (!semaphore.tryAcquire(permits, nanos(context), TimeUnit.NANOSECONDS)) {
        throw new StoreException(
            store, Kind.TIMEOUT, "waited for other requests until its time was up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting for a request", e);
    }
  }

  /**
   * Waits for what others do, which goes on if this query gives up.
   *
   * @param store in whose name to fail
   * @param what is waited for, for the message
   * @throws ExecutionException if those others fail
   * @throws StoreException of kind TIMEOUT or CANCELED if the query's time is up or it was canceled
   */
  public static <T> T await(
      String store, String what, CompletableFuture<T> future, QueryContext context)
      throws ExecutionException {
    CompletableFuture<T> copy = future.copy();
    try (Cancellation.Registration canceled =
        context
            .cancellation()
            .onCancel(
                () ->
                    copy.completeExceptionally(
                        new StoreException(store, Kind.CANCELED, "the query was canceled")))) {
      return copy.get(nanos(context), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreException(store, Kind.TIMEOUT, what + " did not end in the time it had", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting for " + what, e);
    }
  }
}
