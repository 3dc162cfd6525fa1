package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets so many queries ask at a time; others wait in order of arrival, and only so many. Queries
 * are counted, not their calls: one that has a place may make any number of calls, or it would wait
 * for itself.
 */
final class Gate {
  private final String store;
  private final int places;
  private final int mostWaiting;
  private final SteadyListener listener;

  /** Queries that have a place, each with the number of its calls under way. */
  private final Map<QueryBudget, Integer> inside = new IdentityHashMap<>();

  private final Deque<Waiter> waiters = new ArrayDeque<>();

  Gate(String store, SteadyConfig config, SteadyListener listener) {
    this.store = store;
    this.places = config.maxConcurrency();
    this.mostWaiting = config.maxQueued();
    this.listener = listener;
  }

  private record Waiter(QueryBudget query, CompletableFuture<Boolean> admitted) {}

  /**
   * Takes a place, to be given back by running what is returned, once or more often.
   *
   * @throws StoreException of kind LIMIT if too many wait already, TIMEOUT if none gets free in
   *     time, CANCELED if the query is
   */
  Runnable enter(QueryContext context) {
    QueryBudget query = context.budget();
    Waiter waiter;
    synchronized (this) {
      if (inside.containsKey(query) || (inside.size() < places && waiters.isEmpty())) {
        return admitted(query);
      }
      if (waiters.size() >= mostWaiting) {
        listener.refused(store);
        throw new StoreException(
            store,
            StoreException.Kind.LIMIT,
            "more than "
                + mostWaiting
                + " queries wait for others to end, the limit that max_queued of the store sets");
      }
      waiter = new Waiter(query, new CompletableFuture<>());
      waiters.add(waiter);
    }
    return await(waiter, context);
  }

  private Runnable await(Waiter waiter, QueryContext context) {
    listener.waiting(store, 1);
    try (Cancellation.Registration canceled =
        context.cancellation().onCancel(() -> waiter.admitted.cancel(false))) {
      waiter.admitted.get(Waits.nanos(context), TimeUnit.NANOSECONDS);
      return leaving(waiter.query);
    } catch (TimeoutException e) {
      leaveQueue(waiter);
      throw new StoreException(
          store,
          StoreException.Kind.TIMEOUT,
          "other queries kept all " + places + " places busy until the deadline",
          e);
    } catch (InterruptedException | ExecutionException | CancellationException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      leaveQueue(waiter);
      throw new StoreException(
          store, StoreException.Kind.CANCELED, "canceled while waiting for a place", e);
    } finally {
      listener.waiting(store, -1);
    }
  }

  /** A place that came too late is given on. */
  private synchronized void leaveQueue(Waiter waiter) {
    if (!waiters.remove(waiter) && waiter.admitted.isDone() && !waiter.admitted.isCancelled()) {
      leave(waiter.query);
    }
  }

  private Runnable admitted(QueryBudget query) {
    inside.merge(query, 1, Integer::sum);
    return leaving(query);
  }

  private Runnable leaving(QueryBudget query) {
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave(query);
      }
    };
  }

  private synchronized void leave(QueryBudget query) {
    inside.merge(query, -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    while (inside.size() < places && !waiters.isEmpty()) {
      QueryBudget next = waiters.getFirst().query;
      // All calls of that query go in together.
      waiters.removeIf(
          waiter -> {
            if (waiter.query != next) {
              return false;
            }
            if (waiter.admitted.complete(true)) {
              inside.merge(next, 1, Integer::sum);
            }
            return true;
          });
    }
  }

  /** Queries that wait. */
  synchronized int waiting() {
    return waiters.size();
  }
}
