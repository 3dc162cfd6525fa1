package io.promontory.frontend.demo;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.MetricMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where samples of the demo go: from one time on to the live stores, and within a span, where one
 * is asked for, to a block. Samples of other times are made and forgotten, so that what follows
 * goes on from them. Used by one thread.
 */
final class DemoRecorder {
  private final List<DemoReplica> live;
  private final long liveFrom;
  private long from = Long.MAX_VALUE;
  private long to = Long.MAX_VALUE;
  private final Map<Labels, DemoSeries> series = new HashMap<>();
  private TreeMap<Labels, DemoSeries> recorded = new TreeMap<>();

  /**
   * @param liveFrom ms of the first sample that goes to the live stores
   */
  DemoRecorder(List<DemoReplica> live, long liveFrom) {
    this.live = live;
    this.liveFrom = liveFrom;
  }

  /** The series with these labels, which exists from its first sample on. */
  DemoSeries series(Labels labels) {
    return series.computeIfAbsent(labels, key -> new DemoSeries(this, labels, live));
  }

  void metadata(List<MetricMetadata> entries) {
    live.forEach(replica -> entries.forEach(replica.store()::putMetadata));
  }

  /** Asks for a block of what follows: {@code from} in ms, inclusive, {@code to} exclusive. */
  void record(long blockFrom, long blockTo) {
    from = blockFrom;
    to = blockTo;
  }

  /** The series of the block that was asked for, in order; no other is asked for after that. */
  SortedMap<Labels, List<Chunk>> take() {
    TreeMap<Labels, List<Chunk>> block = new TreeMap<>();
    for (Map.Entry<Labels, DemoSeries> one : recorded.entrySet()) {
      block.put(one.getKey(), one.getValue().take());
    }
    recorded = new TreeMap<>();
    from = Long.MAX_VALUE;
    to = Long.MAX_VALUE;
    return block;
  }

  boolean isLive(long time) {
    return time >= liveFrom;
  }

  boolean isRecorded(long time) {
    return time >= from && time < to;
  }

  /** The series has its first sample in the block. */
  void begin(DemoSeries first) {
    recorded.put(first.labels(), first);
  }
}
