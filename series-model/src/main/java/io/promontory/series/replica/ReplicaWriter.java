package io.promontory.series.replica;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ColumnChunks;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what the replicas of a series hold together as chunks of one. Used by one thread.
 *
 * <p>Aggregates stay as they are, one replica behind the other: windows end at the same times
 * everywhere, and of two that do the first is read.
 */
final class ReplicaWriter {
  private final long minTime;
  private final long maxTime;
  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private final SampleColumns columns = new SampleColumns();

  /** For the samples of [minTime, maxTime], in ms. */
  ReplicaWriter(long minTime, long maxTime) {
    this.minTime = minTime;
    this.maxTime = maxTime;
  }

  /** The series with one replica, which has no name. */
  Series merged(Series series) {
    List<Replica> ranked = RankedReplicas.of(series);
    if (ranked.size() == 1) {
      return Series.of(series.labels(), ranked.getFirst().chunks());
    }
    List<Replica> raw = new ArrayList<>();
    List<Chunk> aggregates = new ArrayList<>();
    for (Replica replica : ranked) {
      List<Chunk> samples = new ArrayList<>();
      for (Chunk chunk : replica.chunks()) {
        (chunk.encoding() == Encoding.AGGREGATES ? aggregates : samples).add(chunk);
      }
      raw.add(new Replica(replica.name(), samples));
    }
    decoder.decode(new Series(series.labels(), raw), minTime, maxTime, Reduction.MEAN, columns);
    List<Chunk> chunks = ColumnChunks.of(columns);
    chunks.addAll(aggregates);
    return Series.of(series.labels(), chunks);
  }
}
