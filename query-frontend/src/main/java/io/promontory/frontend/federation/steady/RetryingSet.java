package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream that is asked for anew until its first series comes, as often as is allowed. */
final class RetryingSet implements SeriesSet {
  private final String store;
  private final Supplier<SeriesSet> question;
  private final Retries retries;
  private final QueryContext context;
  private final SteadyListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable SeriesSet current;
  private @Nullable Duration wait;
  private boolean begun;
  private int tries;

  /** Asks at once; only what comes after a failure waits for {@link #next}. */
  RetryingSet(
      String store,
      Supplier<SeriesSet> question,
      Retries retries,
      QueryContext context,
      SteadyListener listener) {
    this.store = store;
    this.question = question;
    this.retries = retries;
    this.context = context;
    this.listener = listener;
    try {
      ask();
    } catch (StoreException e) {
      giveUpOrWait(e);
    }
  }

  private SeriesSet ask() {
    tries++;
    SeriesSet set = question.get();
    current = set;
    if (closed.getCount() == 0) {
      set.close();
    }
    return set;
  }

  private void giveUpOrWait(StoreException failure) {
    Duration next = begun ? null : retries.next(failure, tries, context);
    if (next == null) {
      throw failure;
    }
    SeriesSet failed = current;
    if (failed != null) {
      failed.close();
    }
    wait = next;
    listener.retried(store);
  }

  @Override
  public @Nullable Series next() {
    while (true) {
      try {
        SeriesSet set = current;
        Duration before = wait;
        if (before != null) {
          Retries.pause(store, before, context, closed);
          wait = null;
          set = ask();
        }
        Series series = set == null ? null : set.next();
        begun = true;
        return series;
      } catch (StoreException e) {
        giveUpOrWait(e);
      }
    }
  }

  @Override
  public Completeness completeness() {
    SeriesSet set = current;
    Completeness told = set == null ? Completeness.NONE_ASKED : set.completeness();
    return tries <= 1 ? told : Accounts.withRetries(told, tries - 1);
  }

  @Override
  public void close() {
    closed.countDown();
    SeriesSet set = current;
    if (set != null) {
      set.close();
    }
  }
}
