package io.promontory.adapter.managed;

import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an endpoint bills and lets no more requests go than the limits allow.
 *
 * <p>A request reserves what it may cost at most, which the endpoint is told to hold it to, and
 * settles what it did cost. Requests that go side by side share what is left, so that all of them
 * together stay within it; who needs more than its share reserves all that is left once it is
 * alone.
 */
final class CostMeter {
  private final String store;
  private final CostLimits limits;
  private final BillListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final HourCount hour;
  private final @Nullable BillFile noted;
  private final Map<QueryBudget, Long> reserved = new HashMap<>();
  private long allReserved;

  /** What one request may cost. */
  final class Reservation {
    private final QueryBudget query;
    private final long samples;

    private Reservation(QueryBudget query, long samples) {
      this.query = query;
      this.samples = samples;
    }

    /** Most samples, {@link Long#MAX_VALUE} where nothing limits them. */
    long samples() {
      return samples;
    }

    /** Gives the reservation up for what the request did cost. */
    void settle(long billed) {
      CostMeter.this.settle(this, billed);
    }
  }

  /**
   * Goes on from what a process before has noted.
   *
   * @param nanoClock nanoseconds with an arbitrary origin
   * @param noted where bills are noted for the next process; null for nowhere
   */
  CostMeter(
      String store,
      CostLimits limits,
      LongSupplier nanoClock,
      @Nullable BillFile noted,
      BillListener listener) {
    this.store = store;
    this.limits = limits;
    this.listener = listener;
    this.hour = new HourCount(nanoClock);
    this.noted = noted;
    if (noted != null) {
      long[] billed = noted.lastHour();
      for (int minutesAgo = 0; minutesAgo < billed.length; minutesAgo++) {
        hour.add(billed[minutesAgo], minutesAgo);
      }
    }
  }

  /**
   * Reserves a share of what is left, waiting until some is.
   *
   * @param shares how many requests the query is about to send
   * @throws StoreException of kind LIMIT where nothing is left, naming the limit
   */
  Reservation reserve(QueryContext context, int shares) {
    return reserve(context, shares, false);
  }

  /** As {@link #reserve}, all that is left to a query that has nothing else reserved. */
  Reservation reserveAll(QueryContext context) {
    return reserve(context, 1, true);
  }

  private Reservation reserve(QueryContext context, int shares, boolean alone) {
    QueryBudget query = context.budget();
    Thread waiting = Thread.currentThread();
    lock.lock();
    try (var cancellation = context.cancellation().onCancel(waiting::interrupt)) {
      while (true) {
        long ofQuery = left(limits.maxSamplesPerQuery(), query.billed(store));
        long ofHour = left(limits.maxSamplesPerHour(), hour.sum());
        if (Math.min(ofQuery, ofHour) <= 0) {
          throw refused(ofQuery <= 0);
        }
        long others = reserved.getOrDefault(query, 0L);
        long free = Math.min(minus(ofQuery, others), minus(ofHour, allReserved));
        if (free > 0 && (!alone || others == 0)) {
          return take(query, free == Long.MAX_VALUE ? free : Math.max(1, free / shares));
        }
        await(context);
      }
    } catch (InterruptedException e) {
      throw new StoreException(store, Kind.CANCELED, "canceled while waiting for its budget", e);
    } finally {
      lock.unlock();
    }
  }

  private void await(QueryContext context) throws InterruptedException {
    long nanos = context.deadline().remaining().toNanos();
    if (nanos <= 0 || !settled.await(nanos, TimeUnit.NANOSECONDS)) {
      throw new StoreException(
          store, Kind.TIMEOUT, "other requests held the budget of billed samples for too long");
    }
  }

  private Reservation take(QueryBudget query, long samples) {
    if (samples < Long.MAX_VALUE) {
      reserved.merge(query, samples, Long::sum);
      allReserved += samples;
    }
    return new Reservation(query, samples);
  }

  private void settle(Reservation reservation, long billed) {
    lock.lock();
    try {
      if (reservation.samples < Long.MAX_VALUE) {
        allReserved -= reservation.samples;
        reserved.compute(
            reservation.query,
            (query, sum) ->
                sum == null || sum <= reservation.samples ? null : sum - reservation.samples);
      }
      if (billed > 0) {
        hour.add(billed);
        if (noted != null) {
          noted.add(billed);
        }
        reservation.query.bill(store, billed);
        listener.billed(store, billed);
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The refusal of what would cost more than is left. */
  StoreException refused(QueryContext context) {
    lock.lock();
    try {
      long ofQuery = left(limits.maxSamplesPerQuery(), context.budget().billed(store));
      return refused(ofQuery <= left(limits.maxSamplesPerHour(), hour.sum()));
    } finally {
      lock.unlock();
    }
  }

  private StoreException refused(boolean forQuery) {
    listener.refused(store);
    return new CostRefusedException(
        store,
        forQuery
            ? "the query would make the endpoint bill more than "
                + limits.maxSamplesPerQuery()
                + " samples, the budget of a query (cost.max_samples_per_query); ask for less, or"
                + " raise it"
            : "the endpoint has billed about "
                + limits.maxSamplesPerHour()
                + " samples in the last hour, the budget of this store"
                + " (cost.max_samples_per_hour); wait, or raise it");
  }

  private static long left(long limit, long used) {
    return limit == 0 ? Long.MAX_VALUE : limit - used;
  }

  private static long minus(long left, long taken) {
    return left == Long.MAX_VALUE ? left : left - taken;
  }
}
