package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.adapter.blocks.catalogue.CatalogueCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Counts what stores of blocks know, cache and read. */
public final class BlocksMetrics {
  final Counter listings;
  final Histogram listingDuration;
  final Counter cacheLookups;
  final Counter cacheHits;
  final Counter cacheEvicted;
  final Counter requests;
  final Counter readBytes;
  final Counter vainBytes;
  final Counter headers;
  private final Map<String, BlocksOfStore> stores = new ConcurrentHashMap<>();

  public BlocksMetrics(PrometheusRegistry registry) {
    Instruments make = new Instruments(registry);
    listings =
        make.counter(
            "promontory_blocks_listings_total",
            "Listings of buckets of blocks by how they ended: ok, failed.",
            "outcome");
    listingDuration =
        Histogram.builder()
            .name("promontory_blocks_listing_duration_seconds")
            .help("Time of listings of buckets of blocks.")
            .unit(Unit.SECONDS)
            .labelNames("store")
            .classicOnly()
            .classicUpperBounds(.01, .05, .1, .5, 1, 2.5, 5, 10, 30, 60, 300)
            .register(registry);
    cacheLookups =
        make.counter(
            "promontory_blocks_cache_lookups_total",
            "What was looked up in the cache of blocks: ranges of files, or computed results.",
            "kind");
    cacheHits =
        make.counter(
            "promontory_blocks_cache_hits_total", "Lookups that the cache answered.", "kind");
    cacheEvicted =
        make.counter(
            "promontory_blocks_cache_evicted_bytes_total",
            "Bytes that the cache dropped for want of room.",
            "kind");
    requests =
        make.counter("promontory_blocks_requests_total", "Requests for parts of blocks.", "kind");
    readBytes =
        make.counter(
            "promontory_blocks_read_bytes_total",
            "Bytes asked of buckets for parts of blocks.",
            "kind");
    vainBytes =
        make.counter(
            "promontory_blocks_vain_bytes_total",
            "Bytes among these that nobody wanted, read to make fewer requests.",
            "kind");
    headers =
        make.counter(
            "promontory_blocks_headers_total",
            "Headers of indexes by where they came from: bucket, disk; discarded: damaged on the"
                + " disk.",
            "origin");
    states(registry);
    byKind(
        registry,
        "promontory_blocks_set_aside",
        "Blocks that are not read as something is wrong: with their meta.json (meta), files that"
            + " are missing or cut short (files), or what is in them (content).",
        "reason",
        new String[] {"meta", "files", "content"},
        CatalogueCounts::setAside);
    byKind(
        registry,
        "promontory_blocks_partial",
        "Blocks left alone as they are being uploaded or deleted, by what is missing.",
        "missing",
        new String[] {"meta", "index", "chunks"},
        CatalogueCounts::partial);
    gauge(
        registry,
        "promontory_blocks_last_listing_timestamp_seconds",
        "When the last listing that succeeded began; 0 before the first.",
        BlocksOfStore::lastListing);
    gauge(
        registry,
        "promontory_blocks_header_disk_bytes",
        "Bytes of headers of indexes on the local disk.",
        BlocksOfStore::headerDiskBytes);
    gauge(
        registry,
        "promontory_blocks_headers_open",
        "Headers of indexes that are open.",
        BlocksOfStore::headersOpen);
    GaugeWithCallback.builder()
        .name("promontory_blocks_cache_bytes")
        .help("Bytes in the cache of blocks.")
        .labelNames("store", "kind")
        .callback(
            point ->
                stores.forEach(
                    (name, store) ->
                        store.cacheBytes().forEach((kind, sum) -> point.call(sum, name, kind))))
        .register(registry);
  }

  private void states(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("promontory_blocks")
        .help(
            "Blocks in buckets: read from (whole), not looked at yet (unknown), left out as a"
                + " compacted block has all of them (superseded) or as they are marked for deletion"
                + " (deleted).")
        .labelNames("store", "state")
        .callback(
            point ->
                stores.forEach(
                    (name, store) -> {
                      CatalogueCounts counts = store.counts();
                      point.call(counts.read(), name, "whole");
                      point.call(counts.unknown(), name, "unknown");
                      point.call(counts.superseded(), name, "superseded");
                      point.call(counts.deleted(), name, "deleted");
                    }))
        .register(registry);
  }

  /** Counts of a kind: each is there from the start, so that a rise from 0 shows. */
  private void byKind(
      PrometheusRegistry registry,
      String metric,
      String help,
      String label,
      String[] kinds,
      Function<CatalogueCounts, Map<String, Integer>> counts) {
    GaugeWithCallback.builder()
        .name(metric)
        .help(help)
        .labelNames("store", label)
        .callback(
            point ->
                stores.forEach(
                    (name, store) -> {
                      for (String kind : kinds) {
                        point.call(counts.apply(store.counts()).getOrDefault(kind, 0), name, kind);
                      }
                    }))
        .register(registry);
  }

  private void gauge(
      PrometheusRegistry registry,
      String metric,
      String help,
      ToDoubleFunction<BlocksOfStore> value) {
    GaugeWithCallback.builder()
        .name(metric)
        .help(help)
        .labelNames("store")
        .callback(
            point -> stores.forEach((name, store) -> point.call(value.applyAsDouble(store), name)))
        .register(registry);
  }

  /** Hears what one store does; of several of the same name the gauges show the one opened last. */
  public BlocksOfStore open(String store) {
    BlocksOfStore opened = new BlocksOfStore(store, this);
    stores.put(store, opened);
    return opened;
  }

  void closed(String name, BlocksOfStore store) {
    stores.remove(name, store);
  }

  /** Makes counters that count by store and one more label. */
  private record Instruments(PrometheusRegistry registry) {
    Counter counter(String name, String help, String label) {
      return Counter.builder().name(name).help(help).labelNames("store", label).register(registry);
    }
  }
}
