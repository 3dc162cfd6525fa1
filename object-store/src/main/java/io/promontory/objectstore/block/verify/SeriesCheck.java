package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.SeriesWalk;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the series of an index one by one, each with its chunks. */
final class SeriesCheck {
  private static final int MOST_DAMAGED = 100_000;

  private final IndexReader index;
  private final @Nullable BlockMeta meta;
  private final SymbolHashes symbols;
  private final ChunkCheck chunks;
  private final Findings findings;
  private final Set<Integer> damaged = new HashSet<>();
  private long[] last = new long[64];
  private int lastSymbols = -1;
  private long series;
  private long labels;

  SeriesCheck(
      IndexReader index,
      @Nullable BlockMeta meta,
      SymbolHashes symbols,
      ChunkCheck chunks,
      Findings findings) {
    this.index = index;
    this.meta = meta;
    this.symbols = symbols;
    this.chunks = chunks;
    this.findings = findings;
  }

  /**
   * @param ids of all series, in order
   * @param progress told of the bytes that were read
   */
  void run(int[] ids, Runnable progress) {
    IndexHeader header = index.header();
    SeriesWalk walk = new SeriesWalk(index.index(), header, ids);
    for (int i = 0; i < ids.length; i++) {
      long expected = aligned(walk.end());
      boolean read = findings.within(walk::next);
      if (walk.start() != expected) {
        findings.add(
            "index", expected, "a series was expected here, but the next one is " + walk.start());
      }
      if (read && findings.within(() -> check(walk))) {
        series++;
      } else if (damaged.size() < MOST_DAMAGED) {
        damaged.add(walk.id());
      }
      progress.run();
    }
    long rest = header.seriesEnd() - walk.end();
    if (rest < 0 || rest >= 16) {
      findings.add("index", walk.end(), rest + " bytes belong to no series that is listed");
    }
  }

  private long aligned(long offset) {
    int alignment = index.header().seriesAlignment();
    return (offset + alignment - 1) / alignment * alignment;
  }

  private void check(SeriesWalk walk) {
    SeriesEntry entry = walk.entry();
    checkLabels(entry, walk.start());
    checkChunks(entry, walk.start());
    labels += entry.labelCount();
  }

  private void checkLabels(SeriesEntry entry, long start) {
    if (entry.labelCount() == 0) {
      findings.add("index", start, "a series has no labels");
    }
    int count = 2 * entry.labelCount();
    long[] own = new long[count];
    for (int i = 0; i < count; i += 2) {
      own[i] = entry.nameSymbol(i / 2);
      own[i + 1] = entry.valueSymbol(i / 2);
      symbols.of(own[i]);
      symbols.of(own[i + 1]);
    }
    // Symbols are in order, so the labels are if their references are.
    if (lastSymbols >= 0 && Arrays.compare(last, 0, lastSymbols, own, 0, count) >= 0) {
      findings.add(
          "index", start, index.labels(entry) + " is not above the series before it, in order");
    }
    last = own;
    lastSymbols = count;
  }

  private void checkChunks(SeriesEntry entry, long start) {
    for (int i = 0; i < entry.chunkCount(); i++) {
      if (i > 0 && entry.minTime(i) <= entry.maxTime(i - 1)) {
        findings.add("index", start, "chunks of a series overlap at " + entry.minTime(i) + " ms");
      }
      if (meta != null
          && (entry.minTime(i) < meta.minTime() || entry.maxTime(i) >= meta.maxTime())) {
        findings.add(
            "index",
            start,
            "a chunk from %d to %d ms is outside of the block, from %d to %d"
                .formatted(entry.minTime(i), entry.maxTime(i), meta.minTime(), meta.maxTime() - 1));
      }
      chunks.check(entry.ref(i), entry.minTime(i), entry.maxTime(i));
    }
  }

  /** Ids of series that could not be read. */
  Set<Integer> damaged() {
    return damaged;
  }

  /** Series that could be read. */
  long series() {
    return series;
  }

  /** Labels of those series, each counted for each series. */
  long labels() {
    return labels;
  }

  /** Whether a series with an id is there; {@code ids} are those of all. */
  static boolean has(int[] ids, int id) {
    int low = 0;
    int high = ids.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(ids[middle], id);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }
}
