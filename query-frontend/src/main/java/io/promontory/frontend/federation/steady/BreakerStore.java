package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a breaker how calls go, and makes none that it does not let through. Only the time in which
 * somebody waits for the endpoint counts: a stream that nobody reads yet, or that is read slowly,
 * says nothing of it.
 */
final class BreakerStore extends AroundStore {
  private final Breaker breaker;
  private final LongSupplier nanoClock;
  private final long slowNanos;

  /**
   * @param timeout a call that was given up after waiting eight tenths of it is the endpoint's
   *     failure
   */
  BreakerStore(Store inner, Breaker breaker, LongSupplier nanoClock, Duration timeout) {
    super(inner);
    this.breaker = breaker;
    this.nanoClock = nanoClock;
    this.slowNanos = timeout.toNanos() / 10 * 8;
  }

  @Override
  <T> T around(Object request, QueryContext context, Supplier<T> call) {
    Watched watched = new Watched(breaker.enter());
    try {
      T answer = call.get();
      watched.call.succeeded();
      return answer;
    } catch (RuntimeException | Error e) {
      watched.ended(e);
      throw e;
    }
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Watched watched = new Watched(breaker.enter());
    try {
      SeriesSet set = inner.select(request, context);
      watched.rests();
      return new WatchedSet(set, watched);
    } catch (RuntimeException | Error e) {
      watched.ended(e);
      throw e;
    }
  }

  /** A call, which begins with waiting. */
  private final class Watched {
    private final Breaker.Call call;
    private boolean waiting = true;
    private long since = nanoClock.getAsLong();
    private long waitedBefore;

    private Watched(Breaker.Call call) {
      this.call = call;
    }

    private synchronized void waits() {
      waiting = true;
      since = nanoClock.getAsLong();
    }

    private synchronized void rests() {
      waitedBefore = waited();
      waiting = false;
    }

    private synchronized long waited() {
      return waiting ? waitedBefore + nanoClock.getAsLong() - since : waitedBefore;
    }

    private void ended(Throwable failure) {
      if (failure instanceof StoreException e) {
        switch (e.kind()) {
          case UNAVAILABLE, CORRUPT -> call.failed(String.valueOf(e.getMessage()));
          case TIMEOUT, CANCELED -> givenUp(String.valueOf(e.getMessage()));
          // It answers, if only that it will not.
          case BAD_REQUEST, LIMIT -> call.succeeded();
          // It may not even have been asked.
          case UNSUPPORTED -> call.gaveUp();
        }
      } else {
        call.gaveUp();
      }
    }

    /** A query with little time left says nothing about the endpoint. */
    private void givenUp(String reason) {
      if (waited() >= slowNanos) {
        call.failed(reason);
      } else {
        call.gaveUp();
      }
    }
  }

  private static final class WatchedSet implements SeriesSet {
    private final SeriesSet set;
    private final Watched watched;
    private volatile boolean answered;
    private volatile boolean ended;

    private WatchedSet(SeriesSet set, Watched watched) {
      this.set = set;
      this.watched = watched;
    }

    @Override
    public @Nullable Series next() {
      watched.waits();
      try {
        Series series = set.next();
        watched.rests();
        if (!answered) {
          answered = true;
          watched.call.succeeded();
        }
        ended |= series == null;
        return series;
      } catch (RuntimeException | Error e) {
        if (!ended) {
          ended = true;
          watched.ended(e);
        }
        throw e;
      }
    }

    @Override
    public Completeness completeness() {
      return set.completeness();
    }

    @Override
    public void close() {
      if (!answered && !ended) {
        ended = true;
        watched.givenUp("no answer within its deadline");
      }
      set.close();
    }
  }
}
