package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of the series that are read those which a select wants: by the matchers that posting lists
 * did not decide, by time, by shard. Used by one thread.
 */
final class SeriesFilter {
  private static final long[] NO_CHUNKS = {};

  private final OpenBlock block;
  private final SelectedBlock selected;
  private final EntryMatchers matchers;
  private final @Nullable Shard shard;
  private long[] chunks = new long[StoredSeries.WIDTH * 16];

  SeriesFilter(OpenBlock block, SelectedBlock selected, List<Matcher> matchers) {
    this.block = block;
    this.selected = selected;
    this.matchers = new EntryMatchers(block, matchers);
    this.shard = selected.request().shard();
  }

  /** Reads series of ascending ids and returns those wanted. */
  List<StoredSeries> read(SeriesReader reader, int[] ids, int from, int to) {
    Collected collected = new Collected(to - from);
    reader.read(ids, from, to, collected);
    return collected.series;
  }

  private final class Collected implements SeriesReader.Visitor {
    final List<StoredSeries> series;

    /** The series read last, if it is not known where its last chunk ends. */
    private @Nullable StoredSeries open;

    Collected(int expected) {
      series = new ArrayList<>(expected);
    }

    @Override
    public void entry(int id, SeriesEntry entry, boolean adjacent) {
      StoredSeries before = open;
      if (before != null && adjacent && entry.chunkCount() > 0) {
        long last = before.ref(before.chunkCount() - 1);
        if (Segments.segmentOf(last) == Segments.segmentOf(entry.ref(0))) {
          before.endLast(Segments.offsetOf(entry.ref(0)));
        }
      }
      open = null;
      StoredSeries wanted = wanted(id, entry);
      if (wanted != null) {
        series.add(wanted);
        open = wanted.chunkCount() > 0 && wanted.end(wanted.chunkCount() - 1) == 0 ? wanted : null;
      }
    }
  }

  private @Nullable StoredSeries wanted(int id, SeriesEntry entry) {
    int count = chunks(entry, block.deleted(id));
    if (count == 0) {
      return null;
    }
    if (!matchers.match(entry)) {
      return null;
    }
    Labels labels = selected.overlay().apply(block.labels(entry));
    if (shard != null && !shard.owns(labels)) {
      return null;
    }
    boolean labelsOnly = selected.request().skipChunks();
    return new StoredSeries(id, labels, labelsOnly ? NO_CHUNKS : Arrays.copyOf(chunks, count));
  }

  /** Collects the wanted chunks of an entry; returns how many numbers they take. */
  private int chunks(SeriesEntry entry, List<Interval> deleted) {
    int n = 0;
    for (int i = 0; i < entry.chunkCount(); i++) {
      long from = entry.minTime(i);
      long to = entry.maxTime(i);
      if (!selected.chosen().overlaps(from, to) || ChunkCut.covers(deleted, from, to)) {
        continue;
      }
      if (n + StoredSeries.WIDTH > chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * chunks.length);
      }
      chunks[n] = from;
      chunks[n + 1] = to;
      chunks[n + 2] = entry.ref(i);
      chunks[n + 3] = end(entry, i);
      n += StoredSeries.WIDTH;
    }
    return n;
  }

  /** Where a chunk ends: where the next one of the series begins, if in the same segment. */
  private static long end(SeriesEntry entry, int chunk) {
    if (chunk + 1 == entry.chunkCount()) {
      return 0;
    }
    long next = entry.ref(chunk + 1);
    boolean same = Segments.segmentOf(next) == Segments.segmentOf(entry.ref(chunk));
    return same ? Segments.offsetOf(next) : 0;
  }
}
