package io.promontory.adapter.blocks.select;

import io.promontory.adapter.labels.OrderRepair;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series that a select wants of one block, in order, batch after batch. Used by one
 * thread.
 */
final class BlockStream {
  private final OpenBlock block;
  private final SelectedBlock selected;
  private final BatchSizes sizes;
  private final Predicate<Batch> out;
  private final ChunkReader chunks;
  private final BlockSamples samples;
  private final @Nullable OrderRepair order;
  private @Nullable RecentWindows recent;
  private boolean inOrder;
  private @Nullable Labels last;

  /**
   * @param out takes batches; returns false if no more are wanted
   */
  BlockStream(OpenBlock block, SelectedBlock selected, BatchSizes sizes, Predicate<Batch> out) {
    this.block = block;
    this.selected = selected;
    this.sizes = sizes;
    this.out = out;
    this.chunks = new ChunkReader(block);
    this.samples = new BlockSamples(block, selected);
    this.order = selected.overlay().changesNothing() ? null : new OrderRepair(block.store());
  }

  /** Reads everything, or until no more is wanted. */
  void run() {
    try (SeriesFeed feed = new SeriesFeed(block, selected)) {
      inOrder = feed.isInOrder();
      recent = RecentWindows.of(block, selected, feed.known());
      int most = sizes.firstSeries();
      boolean wanted = true;
      while (wanted && !feed.isAtEnd()) {
        List<StoredSeries> series = feed.next(most);
        wanted = selected.request().skipChunks() ? labelsOnly(series) : withChunks(series);
        most = Math.min(sizes.mostSeries(), 4 * most);
      }
      if (recent != null) {
        recent.end();
      }
      if (wanted && order != null) {
        List<Series> due = new ArrayList<>();
        order.finish(due);
        give(due, 0);
      }
    }
  }

  private boolean labelsOnly(List<StoredSeries> stored) {
    List<Series> due = new ArrayList<>(stored.size());
    for (StoredSeries one : stored) {
      add(Series.of(one.labels(), List.of()), due);
    }
    return give(due, 0);
  }

  /** Reads chunks of so many series at a time as memory allows. */
  private boolean withChunks(List<StoredSeries> stored) {
    int from = 0;
    while (from < stored.size()) {
      int to = from;
      long bytes = 0;
      while (to < stored.size() && (to == from || bytes < sizes.chunkBytes())) {
        bytes += chunks.bytes(stored.get(to++));
      }
      if (!withChunks(stored.subList(from, to), bytes)) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private boolean withChunks(List<StoredSeries> stored, long bytes) {
    block.context().checkAlive(block.store());
    block.context().budget().holdMemory(bytes);
    boolean given = false;
    try {
      ChunkRecord[] records = chunks.read(stored);
      RecentWindows windows = recent;
      List<Series> due = new ArrayList<>(stored.size());
      int next = 0;
      for (StoredSeries one : stored) {
        Chunk known = one.recent();
        List<Chunk> read = known == null ? samples.of(one, records, next) : List.of(known);
        next += one.chunkCount();
        if (!read.isEmpty()) {
          if (windows != null && known == null) {
            windows.keep(one.id(), read);
          }
          add(Series.of(one.labels(), read), due);
        }
      }
      given = true;
      return give(due, bytes);
    } finally {
      if (!given) {
        block.context().budget().releaseMemory(bytes);
      }
    }
  }

  private void add(Series series, List<Series> due) {
    if (order != null) {
      order.add(series, due);
      return;
    }
    if (!inOrder && last != null && last.compareTo(series.labels()) >= 0) {
      throw new StoreException(
          block.store(),
          StoreException.Kind.CORRUPT,
          "series are out of order: " + series.labels() + " comes after " + last);
    }
    last = series.labels();
    due.add(series);
  }

  private boolean give(List<Series> series, long held) {
    return out.test(new Batch(series, held));
  }
}
