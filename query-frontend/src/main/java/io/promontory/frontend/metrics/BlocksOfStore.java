package io.promontory.frontend.metrics;

import io.promontory.adapter.blocks.catalogue.CatalogueCounts;
import io.promontory.adapter.blocks.catalogue.CatalogueListener;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.blocks.header.HeaderListener;
import io.promontory.objectstore.block.Ulid;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Hears what one store of blocks does, for {@link BlocksMetrics}, until it is closed. */
public final class BlocksOfStore
    implements CatalogueListener, FetchListener, HeaderListener, AutoCloseable {
  private final String store;
  private final BlocksMetrics metrics;
  private final Map<CacheKind, String> names = new EnumMap<>(CacheKind.class);
  private final Map<CacheKind, AtomicLong> cached = new EnumMap<>(CacheKind.class);
  private volatile CatalogueCounts counts = CatalogueCounts.NONE;
  private volatile double lastListing;
  private volatile long headerDiskBytes;
  private volatile int headersOpen;

  BlocksOfStore(String store, BlocksMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
    for (CacheKind kind : CacheKind.values()) {
      names.put(kind, kind.name().toLowerCase(Locale.ROOT));
      cached.put(kind, new AtomicLong());
    }
    metrics.listings.initLabelValues(store, "ok");
    metrics.listings.initLabelValues(store, "failed");
  }

  private String name(CacheKind kind) {
    return names.getOrDefault(kind, "");
  }

  CatalogueCounts counts() {
    return counts;
  }

  /** Seconds since the epoch. */
  double lastListing() {
    return lastListing;
  }

  double headerDiskBytes() {
    return headerDiskBytes;
  }

  double headersOpen() {
    return headersOpen;
  }

  Map<String, Long> cacheBytes() {
    Map<String, Long> bytes = new TreeMap<>();
    cached.forEach((kind, sum) -> bytes.put(name(kind), sum.get()));
    return bytes;
  }

  @Override
  public void listed(Instant at, long nanos) {
    lastListing = at.toEpochMilli() / 1e3;
    metrics.listings.labelValues(store, "ok").inc();
    metrics.listingDuration.labelValues(store).observe(nanos / 1e9);
  }

  @Override
  public void listingFailed(long nanos) {
    metrics.listings.labelValues(store, "failed").inc();
    metrics.listingDuration.labelValues(store).observe(nanos / 1e9);
  }

  @Override
  public void counted(CatalogueCounts now) {
    counts = now;
  }

  @Override
  public void lookedUp(CacheKind kind, int ranges, int hits, long bytes, long hitBytes) {
    metrics.cacheLookups.labelValues(store, name(kind)).inc(ranges);
    metrics.cacheHits.labelValues(store, name(kind)).inc(hits);
  }

  @Override
  public void recalled(CacheKind kind, boolean hit) {
    lookedUp(kind, 1, hit ? 1 : 0, 0, 0);
  }

  @Override
  public void planned(CacheKind kind, int requests, long readBytes, long wantedBytes) {
    metrics.requests.labelValues(store, name(kind)).inc(requests);
    metrics.readBytes.labelValues(store, name(kind)).inc(readBytes);
    metrics.vainBytes.labelValues(store, name(kind)).inc(Math.max(0, readBytes - wantedBytes));
  }

  @Override
  public void kept(CacheKind kind, long bytes) {
    add(kind, bytes);
  }

  @Override
  public void dropped(CacheKind kind, long bytes, boolean evicted) {
    add(kind, -bytes);
    if (evicted) {
      metrics.cacheEvicted.labelValues(store, name(kind)).inc(bytes);
    }
  }

  private void add(CacheKind kind, long bytes) {
    AtomicLong sum = cached.get(kind);
    if (sum != null) {
      sum.addAndGet(bytes);
    }
  }

  @Override
  public void built(Ulid block, long bytes, long nanos) {
    metrics.headers.labelValues(store, "bucket").inc();
  }

  @Override
  public void loaded(Ulid block, long bytes, long nanos) {
    metrics.headers.labelValues(store, "disk").inc();
  }

  @Override
  public void discarded(Ulid block, String why) {
    metrics.headers.labelValues(store, "discarded").inc();
  }

  @Override
  public void holds(int files, long diskBytes, int open, long heapBytes) {
    headerDiskBytes = diskBytes;
    headersOpen = open;
  }

  /** Takes its gauges off. */
  @Override
  public void close() {
    metrics.closed(store, this);
  }
}
