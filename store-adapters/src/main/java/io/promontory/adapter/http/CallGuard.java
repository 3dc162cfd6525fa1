package io.promontory.adapter.http;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one call: at its deadline, or when its query is cancelled, it runs the action that
 * unblocks whoever waits, who then asks {@link #failure} why.
 */
public final class CallGuard implements AutoCloseable {
  private final String store;
  private final Duration allowed;
  private final Deadline deadline;
  private final Cancellation.Registration cancellation;
  private final ScheduledFuture<?> timer;
  private volatile @Nullable Kind ended;
  private volatile @Nullable Runnable unblock;

  /**
   * Starts watching.
   *
   * @param timeout most time for the call, if its query's deadline is not earlier
   */
  public CallGuard(
      String store, QueryContext context, Duration timeout, ScheduledExecutorService scheduler) {
    this.store = store;
    this.deadline = context.deadline().atMost(timeout);
    this.allowed = deadline.remaining();
    this.timer =
        scheduler.schedule(
            () -> end(Kind.TIMEOUT), Math.max(0, allowed.toNanos()), TimeUnit.NANOSECONDS);
    this.cancellation = context.cancellation().onCancel(() -> end(Kind.CANCELED));
  }

  /** Sets what wakes the waiting thread; runs it at once where the call has ended. */
  public void onEnd(Runnable action) {
    unblock = action;
    if (ended != null) {
      action.run();
    }
  }

  public Duration remaining() {
    return deadline.remaining();
  }

  public boolean hasEnded() {
    return ended != null;
  }

  /**
   * Returns if the call may go on.
   *
   * @throws StoreException of kind TIMEOUT or CANCELED if not
   */
  public void check() {
    Kind kind = ended;
    if (kind != null) {
      throw failure(kind);
    }
  }

  /** The failure to tell if the call has ended, else the given one. */
  public StoreException failureOr(StoreException other) {
    Kind kind = ended;
    return kind == null ? other : failure(kind);
  }

  private StoreException failure(Kind kind) {
    return new StoreException(
        store,
        kind,
        kind == Kind.TIMEOUT
            ? "no complete answer within " + text(allowed)
            : "the query was cancelled");
  }

  private static String text(Duration duration) {
    long ms = Math.max(0, duration.plusNanos(999_999).toMillis());
    return ms >= 1000 && ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }

  private void end(Kind kind) {
    synchronized (this) {
      if (ended != null) {
        return;
      }
      ended = kind;
    }
    Runnable action = unblock;
    if (action != null) {
      action.run();
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    timer.cancel(false);
    cancellation.close();
  }
}
