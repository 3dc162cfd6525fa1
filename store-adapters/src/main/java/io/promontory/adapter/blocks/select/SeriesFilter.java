package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of the series that are read those which a select wants: by the matchers that posting lists
 * did not decide, by time, by shard. Series of a block on this machine that are asked for again are
 * not parsed again; elsewhere the memory is better used for what takes requests. Used by one
 * thread.
 */
final class SeriesFilter {
  private static final long[] NO_CHUNKS = {};

  private final OpenBlock block;
  private final SelectedBlock selected;
  private final EntryMatchers matchers;
  private final LabelMatchers ofKnown;
  private final @Nullable Shard shard;
  private final @Nullable KnownSeries known;
  private final @Nullable Narrowing narrowing;
  private final long from;
  private final long to;
  private final boolean takesRecent;
  private long[] chunks = new long[StoredSeries.WIDTH * 16];

  /**
   * @param readsOnce whether all ids are read once and in order
   */
  SeriesFilter(OpenBlock block, SelectedBlock selected, Selection selection, boolean readsOnce) {
    this.block = block;
    this.selected = selected;
    this.matchers = new EntryMatchers(block, selection.perSeries());
    this.ofKnown = new LabelMatchers(selection.perSeries());
    this.known = selection.isKept() && block.isLocal() ? KnownSeries.of(block) : null;
    boolean narrows = readsOnce && known != null && !selection.isExact();
    this.narrowing = narrows ? new Narrowing(selection.ids()) : null;
    this.shard = selected.request().shard();
    this.from = selected.request().minTime();
    this.to = selected.request().maxTime();
    this.takesRecent =
        readsOnce && !selected.request().skipChunks() && selected.chosen().contains(from, to);
  }

  /** What is known of the block's series; null where nothing is to be. */
  @Nullable KnownSeries known() {
    return known;
  }

  /** Reads series of ascending ids and returns those wanted. */
  List<StoredSeries> read(SeriesReader reader, int[] ids, int from, int to) {
    KnownSeries some = known;
    if (some != null) {
      return recall(some, reader, ids, from, to);
    }
    Collected collected = new Collected(to - from);
    reader.read(ids, from, to, collected);
    return collected.series;
  }

  /** All ids were read: which series match need not be asked again. */
  void atEnd() {
    int[] exact = narrowing == null ? null : narrowing.exact();
    if (exact != null) {
      Selection.keepExact(block, selected.matchers(), exact);
    }
  }

  /** As {@link #read}, with what is known of series already. */
  private List<StoredSeries> recall(
      KnownSeries some, SeriesReader reader, int[] ids, int from, int to) {
    @Nullable StoredSeries[] found = new StoredSeries[to - from];
    int[] missing = new int[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      found[i - from] = some.find(ids[i]);
      if (found[i - from] == null) {
        missing[count++] = ids[i];
      }
    }
    List<StoredSeries> read = new ArrayList<>(count);
    if (count > 0) {
      reader.read(
          Arrays.copyOf(missing, count),
          0,
          count,
          (id, entry, adjacent) -> {
            StoredSeries whole = KnownSeries.whole(block, id, entry);
            some.keep(whole);
            read.add(whole);
          });
      some.tell();
    }
    List<StoredSeries> series = new ArrayList<>(to - from);
    int next = 0;
    for (StoredSeries one : found) {
      StoredSeries whole = one == null ? read.get(next++) : one;
      StoredSeries wanted = matches(whole) ? wanted(whole) : null;
      if (wanted != null) {
        series.add(wanted);
      }
    }
    return series;
  }

  private boolean matches(StoredSeries whole) {
    boolean matches = ofKnown.match(whole.labels());
    if (matches && narrowing != null) {
      narrowing.add(whole);
    }
    return matches;
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
    return count == 0 || !matchers.match(entry)
        ? null
        : wanted(id, block.labels(entry), Arrays.copyOf(chunks, count));
  }

  /** What is wanted of a series. */
  private @Nullable StoredSeries wanted(StoredSeries series) {
    List<Interval> deleted = block.deleted(series.id());
    Chunk recent = series.recent();
    if (recent != null && takesRecent && deleted.isEmpty() && isAllWanted(series, recent)) {
      block.context().budget().read(series.bytes(from, to));
      StoredSeries wanted = wanted(series.id(), series.labels(), NO_CHUNKS);
      return wanted == null ? null : wanted.withRecent(recent);
    }
    int n = 0;
    for (int i = 0; i < series.chunkCount(); i++) {
      if (isWanted(series.minTime(i), series.maxTime(i), deleted)) {
        n = room(n);
        System.arraycopy(series.chunks(), StoredSeries.WIDTH * i, chunks, n, StoredSeries.WIDTH);
        n += StoredSeries.WIDTH;
      }
    }
    if (n == 0) {
      return null;
    }
    boolean all = n == series.chunks().length;
    return wanted(series.id(), series.labels(), all ? series.chunks() : Arrays.copyOf(chunks, n));
  }

  private boolean isAllWanted(StoredSeries series, Chunk recent) {
    return series.overlaps(from, to) && series.isAllOf(recent, from, to);
  }

  private @Nullable StoredSeries wanted(int id, Labels own, long[] places) {
    Labels labels = selected.overlay().apply(own);
    if (shard != null && !shard.owns(labels)) {
      return null;
    }
    boolean labelsOnly = selected.request().skipChunks();
    return new StoredSeries(id, labels, labelsOnly ? NO_CHUNKS : places);
  }

  /** Collects the wanted chunks of an entry; returns how many numbers they take. */
  private int chunks(SeriesEntry entry, List<Interval> deleted) {
    int n = 0;
    for (int i = 0; i < entry.chunkCount(); i++) {
      if (isWanted(entry.minTime(i), entry.maxTime(i), deleted)) {
        n = room(n);
        put(entry, i, chunks, n);
        n += StoredSeries.WIDTH;
      }
    }
    return n;
  }

  private boolean isWanted(long from, long to, List<Interval> deleted) {
    return selected.chosen().overlaps(from, to) && !ChunkCut.covers(deleted, from, to);
  }

  /** Makes room for one chunk more. */
  private int room(int taken) {
    if (taken + StoredSeries.WIDTH > chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunks.length);
    }
    return taken;
  }

  /** Writes the numbers of a chunk. */
  static void put(SeriesEntry entry, int chunk, long[] into, int at) {
    into[at] = entry.minTime(chunk);
    into[at + 1] = entry.maxTime(chunk);
    into[at + 2] = entry.ref(chunk);
    into[at + 3] = end(entry, chunk);
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
