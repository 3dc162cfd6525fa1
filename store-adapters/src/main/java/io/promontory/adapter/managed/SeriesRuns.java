package io.promontory.adapter.managed;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ChunkCounts;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The samples of a stretch of time, by series. Stretches are put together in the order of time.
 *
 * @param fromMs ms, inclusive
 * @param toMs ms, inclusive
 */
record SeriesRuns(long fromMs, long toMs, TreeMap<Labels, List<Chunk>> series) {
  SeriesRuns(long fromMs, long toMs) {
    this(fromMs, toMs, new TreeMap<>());
  }

  /** Adds those samples of a series that lie in this stretch. */
  void add(Labels labels, SampleColumns samples) {
    OpenChunk open = new OpenChunk();
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < samples.size; i++) {
      long time = samples.timestamps[i];
      if (time >= fromMs && time <= toMs) {
        Chunk full = open.append(time, samples.values[i], 0);
        if (full != null) {
          chunks.add(full);
        }
      }
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
      series.computeIfAbsent(labels, any -> new ArrayList<>()).addAll(chunks);
    }
  }

  /** Adds the samples of a later stretch. */
  void addAll(SeriesRuns later) {
    later.series.forEach(
        (labels, chunks) ->
            series.computeIfAbsent(labels, any -> new ArrayList<>()).addAll(chunks));
  }

  /** Samples of all series. */
  long samples() {
    return series.values().stream().mapToLong(ChunkCounts::samples).sum();
  }

  /** Bytes of all chunks, and what holding their series takes besides, about. */
  long bytes() {
    long sum = 0;
    for (List<Chunk> chunks : series.values()) {
      sum += 200;
      for (Chunk chunk : chunks) {
        sum += 48 + chunk.length();
      }
    }
    return sum;
  }
}
