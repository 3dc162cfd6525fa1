package io.promontory.frontend.federation.view;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A set that another thread has begun to ask for; {@link #next} waits for it. */
final class AskedAhead implements SeriesSet {
  private final String store;
  private final Future<SeriesSet> asked;
  private volatile @Nullable SeriesSet set;
  private volatile boolean closed;

  AskedAhead(String store, Callable<SeriesSet> select, ExecutorService threads) {
    this.store = store;
    this.asked = threads.submit(() -> open(select));
  }

  /** Whoever comes second of this and {@link #close} closes the set. */
  private SeriesSet open(Callable<SeriesSet> select) throws Exception {
    SeriesSet opened = select.call();
    set = opened;
    if (closed) {
      opened.close();
    }
    return opened;
  }

  @Override
  public @Nullable Series next() {
    try {
      return asked.get().next();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, StoreException.Kind.CANCELED, "the call was canceled", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public Completeness completeness() {
    SeriesSet opened = set;
    return opened == null ? Completeness.NONE_ASKED : opened.completeness();
  }

  @Override
  public void close() {
    closed = true;
    SeriesSet opened = set;
    if (opened != null) {
      opened.close();
    } else {
      asked.cancel(true);
    }
  }
}
