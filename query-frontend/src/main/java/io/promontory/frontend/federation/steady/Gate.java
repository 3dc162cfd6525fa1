package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Lets so many queries ask at a time; others wait in order of arrival, and only so many. Queries
 * are counted, not their calls: one that has a place may make any number of calls, or it would wait
 * for itself.
 *
 * <p>A query that does not read the answers it asked for is shown out while others wait, and comes
 * back in before it reads on. It may be waiting for another store, where one of those others has
 * the place that it needs: were both to keep what they have, they would wait for each other until
 * their deadlines.
 */
final class Gate {
  /** A pause in reading that is no sign of waiting for anything. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final String store;
  private final int places;
  private final int mostWaiting;
  private final LongSupplier nanoClock;
  private final SteadyListener listener;

  /** Queries that have a place. */
  private final Map<QueryBudget, Guest> inside = new IdentityHashMap<>();

  private final Deque<Waiter> waiters = new ArrayDeque<>();

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  Gate(String store, SteadyConfig config, LongSupplier nanoClock, SteadyListener listener) {
    this.store = store;
    this.places = config.maxConcurrency();
    this.mostWaiting = config.maxQueued();
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  private record Waiter(Place place, CompletableFuture<Boolean> admitted) {
    QueryBudget query() {
      return place.context.budget();
    }
  }

  /** A query while it has a place. */
  private static final class Guest {
    private final Deque<Place> calls = new ArrayDeque<>();
    private volatile boolean shownOut;
  }

  /** A call's share in the place of its query. Used by one thread at a time; closed by any. */
  final class Place {
    private static final long BUSY = Long.MAX_VALUE;

    private final QueryContext context;
    private volatile Guest guest = new Guest();
    private volatile long idleSince = BUSY;
    private volatile boolean left;

    private Place(QueryContext context) {
      this.context = context;
    }

    /**
     * The answer is read on.
     *
     * @throws StoreException as {@link #enter}, where the query was shown out
     */
    void reads() {
      idleSince = BUSY;
      if (guest.shownOut && !left) {
        admit(this, true);
        if (left) {
          leave(); // meanwhile
        }
      }
    }

    /** The answer is not read until {@link #reads}. */
    void rests() {
      idleSince = nanoClock.getAsLong();
    }

    private boolean isIdle(long now) {
      long since = idleSince;
      return since != BUSY && now - since >= LONGEST_PAUSE.toNanos();
    }

    /** Gives the place back, once or more often. */
    void leave() {
      Gate.this.leave(this);
    }
  }

  /**
   * Takes a place.
   *
   * @throws StoreException of kind LIMIT if too many wait already, TIMEOUT if none gets free in
   *     time, CANCELED if the query is
   */
  Place enter(QueryContext context) {
    Place place = new Place(context);
    admit(place, false);
    return place;
  }

  /**
   * @param back whether the query was inside before: it is the next, and never refused
   */
  private void admit(Place place, boolean back) {
    QueryBudget query = place.context.budget();
    Waiter waiter;
    synchronized (this) {
      Guest guest = inside.get(query);
      if (guest == null && (back || waiters.isEmpty()) && hasRoom()) {
        guest = enterWithWaiters(query);
      }
      if (guest != null) {
        guest.calls.add(place);
        place.guest = guest;
        return;
      }
      if (!back && waiters.size() >= mostWaiting) {
        listener.refused(store);
        throw new StoreException(
            store,
            StoreException.Kind.LIMIT,
            "more than "
                + mostWaiting
                + " queries wait for others to end, the limit that max_queued of the store sets");
      }
      waiter = new Waiter(place, new CompletableFuture<>());
      if (back) {
        waiters.addFirst(waiter);
      } else {
        waiters.addLast(waiter);
      }
    }
    await(waiter);
  }

  private void await(Waiter waiter) {
    QueryContext context = waiter.place.context;
    listener.waiting(store, 1);
    try (Cancellation.Registration canceled =
        context.cancellation().onCancel(() -> waiter.admitted.cancel(false))) {
      while (true) {
        long left = Waits.nanos(context);
        try {
          waiter.admitted.get(Math.min(left, LONGEST_PAUSE.toNanos()), TimeUnit.NANOSECONDS);
          return;
        } catch (TimeoutException e) {
          if (left <= LONGEST_PAUSE.toNanos()) {
            throw e;
          }
          admitNext();
        }
      }
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

  /** Whether one more query may be inside, now that those are out that only keep a place. */
  private boolean hasRoom() {
    if (inside.size() >= places) {
      long now = nanoClock.getAsLong();
      Iterator<Guest> all = inside.values().iterator();
      while (all.hasNext() && inside.size() >= places) {
        Guest guest = all.next();
        if (guest.calls.stream().allMatch(call -> call.isIdle(now))) {
          guest.shownOut = true;
          all.remove();
        }
      }
    }
    return inside.size() < places;
  }

  private synchronized void leaveQueue(Waiter waiter) {
    waiters.remove(waiter);
    leave(waiter.place);
  }

  private synchronized void leave(Place place) {
    place.left = true;
    Guest guest = place.guest;
    if (guest.calls.remove(place) && guest.calls.isEmpty() && !guest.shownOut) {
      inside.remove(place.context.budget());
    }
    admitNext();
  }

  private synchronized void admitNext() {
    while (!waiters.isEmpty() && hasRoom()) {
      QueryBudget query = waiters.getFirst().query();
      if (enterWithWaiters(query).calls.isEmpty()) {
        inside.remove(query); // all of them have given up
      }
    }
  }

  /** A query goes in with all of its calls that wait. */
  private Guest enterWithWaiters(QueryBudget query) {
    Guest guest = new Guest();
    inside.put(query, guest);
    waiters.removeIf(
        waiter -> {
          if (waiter.query() != query) {
            return false;
          }
          if (waiter.admitted.complete(true)) {
            guest.calls.add(waiter.place);
            waiter.place.guest = guest;
          }
          return true;
        });
    return guest;
  }

  /** Queries that wait. */
  synchronized int waiting() {
    return waiters.size();
  }
}
