package io.promontory.frontend.app;

import io.promontory.frontend.config.QueryConfig;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of the engine: at most {@code max_concurrency} queries run, the others wait in
 * order of arrival, and the wait counts against a query's time.
 */
public final class Admission {
  private final int slots;
  private final Semaphore free;
  private final Duration timeout;
  private final long maxSamples;

  public Admission(QueryConfig config) {
    this.slots = config.maxConcurrency();
    this.free = new Semaphore(slots, true);
    this.timeout = config.timeout();
    this.maxSamples = config.maxSamples();
  }

  /**
   * A query's slot and what travels with it; closing gives the slot back.
   *
   * @param queueNanos time spent waiting for the slot
   */
  public record Ticket(QueryContext context, long queueNanos, Semaphore slots)
      implements AutoCloseable {
    @Override
    public void close() {
      slots.release();
    }
  }

  /**
   * Waits for a slot.
   *
   * @param requested the request's own timeout, which can only shorten the configured one, or null
   * @throws QueryException if no slot was free in time
   */
  public Ticket enter(@Nullable Duration requested) {
    QueryContext context = context(requested);
    long start = System.nanoTime();
    try {
      if (!free.tryAcquire(
          Math.max(0, context.deadline().remaining().toNanos()), TimeUnit.NANOSECONDS)) {
        throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in query queue", e);
    }
    return new Ticket(context, System.nanoTime() - start, free);
  }

  /** A deadline and budget without a slot, for calls that do not run the engine. */
  public QueryContext context(@Nullable Duration requested) {
    Duration allowed = requested == null || requested.compareTo(timeout) > 0 ? timeout : requested;
    return new QueryContext(
        Deadline.after(allowed), new QueryBudget(maxSamples, 0), new Cancellation());
  }

  /** Queries that run now. */
  public int running() {
    return slots - free.availablePermits();
  }

  /** Queries that wait for a slot. */
  public int waiting() {
    return free.getQueueLength();
  }

  /** Most queries that may run at once. */
  public int slots() {
    return slots;
  }
}
