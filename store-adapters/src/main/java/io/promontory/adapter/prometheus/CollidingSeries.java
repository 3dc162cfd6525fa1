package io.promontory.adapter.prometheus;

import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.Series;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Series that have to be sorted in memory, because their labels changed in a way that can move them
 * anywhere, within the query's budget. Those that become equal are joined. Filled and emptied by
 * one thread; any may close it.
 */
final class CollidingSeries implements AutoCloseable {
  /** What a series takes beside its chunks. */
  private static final long SERIES_BYTES = 256;

  private record Held(Series series, long bytes) {
    Held with(Held other) {
      return new Held(OrderRepair.joined(series, other.series), bytes + other.bytes);
    }
  }

  private final TreeMap<Labels, Held> sorted = new TreeMap<>();
  private final QueryBudget budget;
  private long held;
  private boolean closed;

  CollidingSeries(QueryBudget budget) {
    this.budget = budget;
  }

  /**
   * Keeps a series.
   *
   * @throws io.promontory.series.store.BudgetExceededException if the query may hold no more
   */
  void add(Series series) {
    long bytes = SERIES_BYTES;
    for (Chunk chunk : series.chunks()) {
      bytes += chunk.length();
    }
    hold(bytes);
    sorted.merge(series.labels(), new Held(series, bytes), Held::with);
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /** Gives the first series away if it comes before these labels; null else. */
  @Nullable Series takeBefore(Labels labels) {
    return !sorted.isEmpty() && sorted.firstKey().compareTo(labels) < 0 ? takeFirst() : null;
  }

  /** Gives the series with these labels away, if there is one. */
  @Nullable Series take(Labels labels) {
    return released(sorted.remove(labels));
  }

  /** Gives the first series away; null where none is left. */
  @Nullable Series takeFirst() {
    Map.Entry<Labels, Held> first = sorted.pollFirstEntry();
    return released(first == null ? null : first.getValue());
  }

  private @Nullable Series released(@Nullable Held taken) {
    if (taken == null) {
      return null;
    }
    hold(-taken.bytes());
    return taken.series();
  }

  /** Counts nothing any more once closed: what was held is released as a whole. */
  private synchronized void hold(long bytes) {
    if (!closed) {
      budget.holdMemory(bytes);
      held += bytes;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    budget.releaseMemory(held);
    held = 0;
  }
}
