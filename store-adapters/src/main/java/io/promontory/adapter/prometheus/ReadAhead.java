package io.promontory.adapter.prometheus;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Pulls a source on a thread of its own, some batches ahead of the consumer: the server goes on
 * while the consumer computes, and several reads that are merged do not wait for each other. What
 * is ahead is bounded; a consumer that stops reading stops the source, which then gives up its
 * place among the reads of its server: what the consumer reads first may be waiting for that.
 */
final class ReadAhead implements SeriesSet {
  private static final int BATCH_BYTES = 256 << 10;
  private static final int BATCH_SERIES = 512;
  private static final int BATCHES = 16;

  /** A few series; the last batch of a stream also says how it ended. */
  private record Batch(List<Series> series, boolean last, @Nullable RuntimeException failure) {}

  private final String store;
  private final SeriesSource source;
  private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES);
  private final int limit;
  private final Runnable leave;
  private volatile long bytes;
  private volatile boolean closed;
  private volatile @Nullable Thread worker;
  private Batch batch = new Batch(List.of(), false, null);
  private int at;
  private int series;
  private long chunks;

  /**
   * Starts pulling.
   *
   * @param limit most series to give, 0 for all
   * @param leave run once nothing more is read, and each time before that when the consumer is
   *     behind
   * @param whenDone run on the pulling thread once nothing more is read
   */
  ReadAhead(
      String store,
      SeriesSource source,
      int limit,
      ExecutorService threads,
      Runnable leave,
      Runnable whenDone) {
    this.store = store;
    this.source = source;
    this.limit = limit;
    this.leave = leave;
    try {
      threads.execute(() -> pump(whenDone));
    } catch (RejectedExecutionException e) {
      leave.run();
      throw new StoreException(store, Kind.UNAVAILABLE, "the store is closed", e);
    }
  }

  private void pump(Runnable whenDone) {
    worker = Thread.currentThread();
    try {
      Batch last;
      try {
        last = pumpAll();
      } finally {
        leave.run();
        whenDone.run();
      }
      ahead.put(last);
    } catch (InterruptedException e) {
      source.close();
      Thread.currentThread().interrupt();
    }
  }

  private Batch pumpAll() throws InterruptedException {
    List<Series> batch = new ArrayList<>();
    long batchBytes = 0;
    int counted = 0;
    try {
      while (!closed) {
        int before = batch.size();
        source.next(batch);
        bytes = source.bytes();
        if (batch.size() == before) {
          return new Batch(batch, true, null);
        }
        while (counted < batch.size()) {
          batchBytes += size(batch.get(counted++));
        }
        if (batchBytes >= BATCH_BYTES || counted >= BATCH_SERIES) {
          put(new Batch(batch, false, null));
          batch = new ArrayList<>();
          batchBytes = 0;
          counted = 0;
        }
      }
      throw closed();
    } catch (RuntimeException e) {
      source.close();
      return new Batch(batch, true, e);
    } catch (Error e) {
      source.close();
      return new Batch(
          batch, true, new StoreException(store, Kind.UNAVAILABLE, "reading failed: " + e, e));
    }
  }

  private void put(Batch batch) throws InterruptedException {
    if (!ahead.offer(batch)) {
      leave.run();
      ahead.put(batch);
    }
  }

  private static long size(Series series) {
    long size = 0;
    for (Chunk chunk : series.chunks()) {
      size += chunk.length();
    }
    return size;
  }

  @Override
  public @Nullable Series next() {
    if (limit > 0 && series == limit) {
      close();
      return null;
    }
    while (at == batch.series.size()) {
      if (batch.failure != null) {
        throw batch.failure;
      }
      if (batch.last) {
        return null;
      }
      batch = take();
      at = 0;
    }
    Series next = batch.series.get(at++);
    series++;
    chunks += next.chunks().size();
    return next;
  }

  private Batch take() {
    try {
      return ahead.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting", e);
    }
  }

  @Override
  public Completeness completeness() {
    return Completeness.of(StoreOutcome.whole(store, stats()));
  }

  StoreStats stats() {
    return new StoreStats(series, chunks, bytes);
  }

  private StoreException closed() {
    return new StoreException(store, Kind.CANCELED, "the set was closed");
  }

  /** Ends the stream; a consumer that still waits on another thread gets a failure. */
  @Override
  public void close() {
    closed = true;
    source.close();
    Thread pulling = worker;
    if (pulling != null) {
      pulling.interrupt();
    }
    ahead.clear();
    if (!ahead.offer(new Batch(List.of(), true, closed()))) {
      ahead.clear();
    }
  }
}
