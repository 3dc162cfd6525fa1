package io.promontory.series.store.memory;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks selected series; looks at the samples of each only when its turn comes. */
final class MemorySeriesSet implements SeriesSet {
  private static final Labels[] AS_THEY_ARE = {};

  /** A series under the labels that it leaves the store with. */
  private record Renamed(Labels labels, MemorySeries series) {}

  private final String store;
  private final SelectRequest request;
  private final QueryContext context;
  private final MemorySeries[] selected;

  /** The labels that the series leave the store with, unless these are their own. */
  private final Labels[] renamed;

  private int position;
  private long series;
  private long chunks;
  private long bytes;
  private volatile boolean closed;

  /** Takes the series in label order. */
  MemorySeriesSet(
      String store, SelectRequest request, QueryContext context, MemorySeries[] matching) {
    this.store = store;
    this.request = request;
    this.context = context;
    List<String> dropped = request.withoutReplicaLabels();
    if (dropped.isEmpty()) {
      selected = matching;
      renamed = AS_THEY_ARE;
      return;
    }
    Renamed[] all = new Renamed[matching.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Renamed(matching[i].labels().without(dropped), matching[i]);
    }
    Arrays.sort(all, (a, b) -> a.labels.compareTo(b.labels));
    selected = new MemorySeries[all.length];
    renamed = new Labels[all.length];
    for (int i = 0; i < all.length; i++) {
      selected[i] = all[i].series;
      renamed[i] = all[i].labels;
    }
  }

  @Override
  public @Nullable Series next() {
    while (position < selected.length && !limitReached()) {
      context.checkAlive(store);
      if (closed) {
        throw new StoreException(store, StoreException.Kind.CANCELED, "the answer was closed");
      }
      Series next = nextGroup();
      if (next != null) {
        series++;
        return next;
      }
    }
    return null;
  }

  private boolean limitReached() {
    return request.limit() > 0 && series >= request.limit();
  }

  /** Unites the next series that share their labels; null where none has samples in the range. */
  private @Nullable Series nextGroup() {
    int first = position++;
    Labels labels = renamed == AS_THEY_ARE ? selected[first].labels() : renamed[first];
    while (renamed != AS_THEY_ARE
        && position < selected.length
        && renamed[position].equals(labels)) {
      position++;
    }
    Shard shard = request.shard();
    if (shard != null && !shard.owns(labels)) {
      return null;
    }
    return request.skipChunks() ? withoutChunks(labels, first) : withChunks(labels, first);
  }

  private @Nullable Series withoutChunks(Labels labels, int first) {
    for (int i = first; i < position; i++) {
      if (selected[i].overlaps(request.minTime(), request.maxTime())) {
        return Series.of(labels, List.of());
      }
    }
    return null;
  }

  private @Nullable Series withChunks(Labels labels, int first) {
    List<Chunk> read = selected[first].chunks(request.minTime(), request.maxTime());
    if (position > first + 1) {
      List<Chunk> united = new ArrayList<>(read);
      for (int i = first + 1; i < position; i++) {
        united.addAll(selected[i].chunks(request.minTime(), request.maxTime()));
      }
      read = List.copyOf(united);
    }
    count(read);
    return read.isEmpty() ? null : Series.of(labels, read);
  }

  private void count(List<Chunk> read) {
    long sum = 0;
    for (Chunk chunk : read) {
      sum += chunk.length();
    }
    context.budget().read(sum);
    chunks += read.size();
    bytes += sum;
  }

  @Override
  public Completeness completeness() {
    return Completeness.of(StoreOutcome.whole(store, new StoreStats(series, chunks, bytes)));
  }

  @Override
  public void close() {
    closed = true;
  }
}
