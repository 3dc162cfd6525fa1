package io.promontory.adapter.readapi;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ColumnChunks;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.store.Series;
import java.util.List;

/**
 * Chunks that every reader of the protocol understands: one after the other in time, and in the
 * encodings that there have always been. Those that are so already pass as they are; their first
 * and last may hold samples outside the range, which readers cut off. Replicas are merged. Not safe
 * for concurrent use.
 */
final class PlainChunks {
  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private final SampleColumns columns = new SampleColumns();

  /**
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   */
  List<Chunk> of(Series series, long minTime, long maxTime) {
    return series.replicas().size() == 1 && arePlain(series.chunks())
        ? series.chunks()
        : written(series, minTime, maxTime);
  }

  private static boolean arePlain(List<Chunk> chunks) {
    long before = Long.MIN_VALUE;
    for (Chunk chunk : chunks) {
      if (!chunk.encoding().isPlain() || chunk.minTime() <= before) {
        return false;
      }
      before = chunk.maxTime();
    }
    return true;
  }

  private List<Chunk> written(Series series, long minTime, long maxTime) {
    decoder.decode(series, minTime, maxTime, Reduction.MEAN, columns);
    return ColumnChunks.plain(columns);
  }
}
