package io.promontory.frontend.app;

import io.promontory.frontend.config.QueryConfig;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of the engine: at most {@code max_concurrency} queries run, the others wait in
 * order of arrival, at most {@code max_queued} of them, and the wait counts against a query's time.
 */
public final class Admission {
  private final int slots;
  private final Semaphore free;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Duration timeout;
  private final QueryLimits limits;
  private final ActiveQueries active;

  /**
   * @param active told of each query while it has a slot
   */
  public Admission(QueryConfig config, ActiveQueries active) {
    this.slots = config.maxConcurrency();
    this.free = new Semaphore(slots, true);
    this.mostWaiting = config.maxQueued();
    this.timeout = config.timeout();
    this.limits =
        new QueryLimits(
            config.maxSamples(),
            config.maxMemoryBytes(),
            config.maxReadBytes(),
            config.maxSeries(),
            config.maxResultSeries());
    this.active = active;
  }

  /**
   * A query's slot; closing gives it back.
   *
   * @param queueNanos time spent waiting for the slot
   */
  public record Ticket(long queueNanos, ActiveQueries.Entry entry, Semaphore slots)
      implements AutoCloseable {
    @Override
    public void close() {
      entry.close();
      slots.release();
    }
  }

  /**
   * Waits for a slot.
   *
   * @param query the expression, not parsed yet
   * @param context of {@link #context}; its cancellation ends the wait
   * @throws QueryException if no slot was free in time, or too many wait already
   */
  public Ticket enter(String query, QueryContext context) {
    long start = System.nanoTime();
    try {
      if (!free.tryAcquire(0, TimeUnit.NANOSECONDS) && !acquire(context)) {
        throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
      }
    } catch (InterruptedException e) {
      if (!context.cancellation().isCanceled()) {
        Thread.currentThread().interrupt();
      }
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in query queue", e);
    }
    return new Ticket(System.nanoTime() - start, active.begin(query), free);
  }

  private boolean acquire(QueryContext context) throws InterruptedException {
    try (InterruptOnCancel interrupt = InterruptOnCancel.watch(context.cancellation())) {
      if (waiting.incrementAndGet() > mostWaiting) {
        throw new QueryException(
            QueryException.Kind.UNAVAILABLE,
            "more than "
                + mostWaiting
                + " queries wait for others to end, the limit that query.max_queued sets");
      }
      return free.tryAcquire(
          Math.max(0, context.deadline().remaining().toNanos()), TimeUnit.NANOSECONDS);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * What travels with a query, or with calls that do not run the engine and need no slot.
   *
   * @param requested the request's own timeout, which can only shorten the configured one, or null
   */
  public QueryContext context(@Nullable Duration requested) {
    Duration allowed = requested == null || requested.compareTo(timeout) > 0 ? timeout : requested;
    return new QueryContext(Deadline.after(allowed), new QueryBudget(limits), new Cancellation());
  }

  /** Queries that run now. */
  public int running() {
    return slots - free.availablePermits();
  }

  /** Queries that wait for a slot. */
  public int waiting() {
    return waiting.get();
  }

  /** Most queries that may run at once. */
  public int slots() {
    return slots;
  }
}
