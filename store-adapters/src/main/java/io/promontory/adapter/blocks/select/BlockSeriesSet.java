package io.promontory.adapter.blocks.select;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The series of one block as a set: another thread reads them, a batch ahead of whoever takes them.
 */
final class BlockSeriesSet implements SeriesSet {
  private static final int BATCHES_AHEAD = 1;
  private static final Batch NONE = new Batch(List.of(), 0);

  private final String store;
  private final QueryContext context;
  private final Cancellation cancellation = new Cancellation();
  private final Cancellation.Registration registration;
  private final Handoff<Batch> batches = new Handoff<>(BATCHES_AHEAD);
  private final AtomicLong held = new AtomicLong();
  private volatile @Nullable RuntimeException failure;
  private Batch batch = NONE;
  private int next;

  /** Reads a block and hands its batches over until nobody wants them. */
  @FunctionalInterface
  interface Source {
    void read(QueryContext context, Predicate<Batch> out);
  }

  /**
   * Begins to read.
   *
   * @param source runs on a thread of its own; its failures reach whoever takes the series
   */
  BlockSeriesSet(String store, QueryContext context, Source source, Executor threads) {
    this.store = store;
    this.context = context;
    this.registration = context.cancellation().onCancel(this::end);
    QueryContext own = context.withCancellation(cancellation);
    try {
      threads.execute(() -> run(source, own));
    } catch (RejectedExecutionException e) {
      failure = new StoreException(store, Kind.UNAVAILABLE, "the store is closed", e);
      batches.end();
    }
  }

  private void run(Source source, QueryContext own) {
    try {
      source.read(own, this::give);
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      failure = new StoreException(store, Kind.UNAVAILABLE, "reading failed: " + e, e);
    } finally {
      batches.end();
    }
  }

  private boolean give(Batch made) {
    held.addAndGet(made.heldBytes());
    boolean taken = batches.put(made, context.deadline());
    if (!taken) {
      release(made.heldBytes());
    }
    return taken;
  }

  /** Counts memory as free again, at most what is still held. */
  private void release(long bytes) {
    long freed = held.getAndUpdate(all -> Math.max(0, all - bytes));
    context.budget().releaseMemory(Math.min(freed, bytes));
  }

  @Override
  public @Nullable Series next() {
    while (next == batch.series().size()) {
      release(batch.heldBytes());
      batch = NONE;
      next = 0;
      Batch taken = take();
      if (taken == null) {
        RuntimeException cause = failure;
        if (cause != null) {
          throw cause;
        }
        context.checkAlive(store);
        if (batches.isClosed()) {
          throw new StoreException(store, Kind.CANCELED, "the answer was closed");
        }
        return null;
      }
      batch = taken;
    }
    return batch.series().get(next++);
  }

  private @Nullable Batch take() {
    try {
      return batches.take(context.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting", e);
    }
  }

  @Override
  public Completeness completeness() {
    return Completeness.NONE_ASKED;
  }

  /** Whoever reads, or waits to hand over what was read, goes. */
  private void end() {
    cancellation.cancel();
    batches.close();
  }

  @Override
  public void close() {
    end();
    registration.close();
    release(Long.MAX_VALUE);
  }
}
