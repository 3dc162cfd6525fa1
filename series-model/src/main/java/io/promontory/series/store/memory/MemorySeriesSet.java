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
  /** A series under the labels that it leaves the store with. */
  private record Selected(Labels labels, MemorySeries series) {}

  private final String store;
  private final SelectRequest request;
  private final QueryContext context;
  private final Selected[] selected;
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
    selected = new Selected[matching.length];
    for (int i = 0; i < selected.length; i++) {
      Labels labels = matching[i].labels();
      selected[i] = new Selected(dropped.isEmpty() ? labels : labels.without(dropped), matching[i]);
    }
    if (!dropped.isEmpty()) {
      Arrays.sort(selected, (a, b) -> a.labels.compareTo(b.labels));
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
    Labels labels = selected[position].labels;
    Shard shard = request.shard();
    boolean wanted = shard == null || shard.owns(labels);
    boolean found = false;
    List<Chunk> united = new ArrayList<>();
    for (; position < selected.length && selected[position].labels.equals(labels); position++) {
      MemorySeries source = selected[position].series;
      if (wanted && request.skipChunks()) {
        found |= source.overlaps(request.minTime(), request.maxTime());
      } else if (wanted) {
        united.addAll(source.chunks(request.minTime(), request.maxTime()));
        found = !united.isEmpty();
      }
    }
    count(united);
    return found ? new Series(labels, List.copyOf(united)) : null;
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
