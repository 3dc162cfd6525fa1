package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.BlockCache;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.SeriesEntry;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a block's index that were asked for again and again, as rules do: their labels as
 * objects that stay the same, and where their chunks are. Held by the cache as one thing.
 *
 * <p>A series has one place in a table, by its place in the index, which it shares with neighbours:
 * who comes later takes it. So threads need not agree on anything, and there is no order to keep.
 * Safe for concurrent use.
 */
final class KnownSeries {
  private static final String KEY = "series";
  private static final int PLACES_PER_SERIES = 2;

  /** Series of more chunks are read each time. */
  private static final int MOST_CHUNKS = 64;

  /** Of four parts of the cache, the series of one block take so many at most. */
  private static final int QUARTERS_OF_CACHE = 3;

  /** Where places alone would take more than one part in so many, nothing is kept. */
  private static final int PARTS_FOR_PLACES = 2;

  /** The cache is told of so many bytes more at once. */
  private static final long TOLD_BYTES = 1 << 16;

  private final Ulid block;
  private final BlockCache cache;
  private final long first;
  private final double placesPerId;
  private final @Nullable StoredSeries[] places;
  private final LongAdder bytes = new LongAdder();
  private volatile long told;

  private KnownSeries(OpenBlock block, int places) {
    IndexHeader header = block.header();
    this.block = block.ulid();
    this.cache = block.cache();
    this.first = header.seriesStart() / header.seriesAlignment();
    long ids = header.seriesEnd() / header.seriesAlignment() - first + 1;
    this.placesPerId = (double) places / Math.max(1, ids);
    this.places = new StoredSeries[places];
    this.bytes.add(4L * places);
  }

  /** Those of a block; null where there is no room for them. */
  static @Nullable KnownSeries of(OpenBlock block) {
    KnownSeries kept = recall(block.cache(), block.ulid());
    if (kept != null) {
      return kept;
    }
    long places = PLACES_PER_SERIES * Math.max(1, block.header().postings().all().series());
    if (4 * places > block.cache().mostBytes() / PARTS_FOR_PLACES) {
      return null;
    }
    KnownSeries made = new KnownSeries(block, (int) places);
    made.tell();
    return made;
  }

  /** Those of a block; null where none were kept. */
  static @Nullable KnownSeries recall(BlockCache cache, Ulid block) {
    return cache.recall(block, CacheKind.SERIES, KEY, KnownSeries.class);
  }

  /** The series of an id with all of its chunks, not to be written to; null if it is not known. */
  @Nullable StoredSeries find(int id) {
    StoredSeries found = places[place(id)];
    return found != null && found.id() == id ? found : null;
  }

  /** Keeps a series with all of its chunks, if it is not too long. */
  void keep(StoredSeries series) {
    if (series.chunkCount() > MOST_CHUNKS) {
      return;
    }
    int place = place(series.id());
    StoredSeries before = places[place];
    long more = series.memory() - (before == null ? 0 : before.memory());
    if (bytes.sum() + more <= cache.mostBytes() / 4 * QUARTERS_OF_CACHE) {
      bytes.add(more);
      places[place] = series;
    }
  }

  /** Lets the cache know how much is held, if that has changed. */
  void tell() {
    long held = bytes.sum();
    if (Math.abs(held - told) >= TOLD_BYTES || told == 0) {
      told = held;
      cache.keep(block, CacheKind.SERIES, KEY, this, held);
    }
  }

  private int place(int id) {
    double place = (Integer.toUnsignedLong(id) - first) * placesPerId;
    return (int) Math.clamp(place, 0, places.length - 1);
  }

  /** All that an entry says, as it can be kept. */
  static StoredSeries whole(OpenBlock block, int id, SeriesEntry entry) {
    long[] chunks = new long[StoredSeries.WIDTH * entry.chunkCount()];
    for (int i = 0; i < entry.chunkCount(); i++) {
      SeriesFilter.put(entry, i, chunks, StoredSeries.WIDTH * i);
    }
    return new StoredSeries(id, block.labels(entry), chunks);
  }
}
