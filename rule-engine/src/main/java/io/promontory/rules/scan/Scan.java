package io.promontory.rules.scan;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Replica;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The series of one selector in a tick. Who comes first reads all of them, on its own account,
 * while the others wait; it waits for none of them. Where that fails, or they are too many to hold,
 * each reads for itself.
 */
final class Scan {
  private final Store store;
  private final SelectRequest request;
  private final SharedScans.Memory memory;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable List<Series> series;
  private @Nullable Completeness completeness;
  private boolean given;
  private long held;

  Scan(Store store, SelectRequest request, SharedScans.Memory memory) {
    this.store = store;
    this.request = request;
    this.memory = memory;
  }

  /** The series; null for who has to read them itself. */
  @Nullable SeriesSet read(QueryContext context) {
    lock.lock();
    try {
      List<Series> all = series;
      Completeness whole = completeness;
      if (all != null && whole != null) {
        return SeriesSet.of(all, whole);
      }
      if (given) {
        return null;
      }
      given = true;
      return load(context);
    } finally {
      lock.unlock();
    }
  }

  private SeriesSet load(QueryContext context) {
    List<Series> read = new ArrayList<>();
    SeriesSet set = store.select(request, context);
    boolean handedOver = false;
    try {
      for (Series next = set.next(); next != null; next = set.next()) {
        read.add(next);
        long bytes = bytes(next);
        if (!memory.take(bytes)) {
          release();
          handedOver = true;
          return new Rest(read, set);
        }
        held += bytes;
      }
      Completeness whole = set.completeness();
      if (whole.isWhole()) {
        series = List.copyOf(read);
        completeness = whole;
      }
      return SeriesSet.of(read, whole);
    } finally {
      if (!handedOver) {
        set.close();
      }
    }
  }

  private static long bytes(Series series) {
    long bytes = 0;
    for (Replica replica : series.replicas()) {
      for (Chunk chunk : replica.chunks()) {
        bytes += chunk.length();
      }
    }
    return bytes;
  }

  /** Holds nothing any longer. */
  void release() {
    lock.lock();
    try {
      memory.giveBack(held);
      held = 0;
      series = null;
    } finally {
      lock.unlock();
    }
  }

  /** What was read before there was too much of it, and then the rest. */
  private static final class Rest implements SeriesSet {
    private final Iterator<Series> read;
    private final SeriesSet rest;

    Rest(List<Series> read, SeriesSet rest) {
      this.read = read.iterator();
      this.rest = rest;
    }

    @Override
    public @Nullable Series next() {
      return read.hasNext() ? read.next() : rest.next();
    }

    @Override
    public Completeness completeness() {
      return rest.completeness();
    }

    @Override
    public void close() {
      rest.close();
    }
  }
}
