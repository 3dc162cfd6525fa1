package io.promontory.series.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts chunks to a span of time, to the sample. Only those that reach out of it are decoded and
 * written anew; of aggregates the times alone are cut, which say which windows belong to a chunk.
 * Used by one thread.
 */
public final class ChunkCut {
  private final long minTime;
  private final long maxTime;
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();

  /** To [minTime, maxTime], in ms. */
  public ChunkCut(long minTime, long maxTime) {
    this.minTime = minTime;
    this.maxTime = maxTime;
  }

  /**
   * What the chunks hold of the span, in their order. A chunk that cannot be decoded stays as it
   * is: who reads it says what is wrong with it.
   */
  public List<Chunk> of(List<Chunk> chunks) {
    if (chunks.stream().allMatch(this::isWithin)) {
      return chunks;
    }
    List<Chunk> cut = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (isWithin(chunk)) {
        cut.add(chunk);
      } else if (chunk.minTime() <= maxTime && chunk.maxTime() >= minTime) {
        cut.addAll(cut(chunk));
      }
    }
    return cut;
  }

  private boolean isWithin(Chunk chunk) {
    return chunk.minTime() >= minTime && chunk.maxTime() <= maxTime;
  }

  private List<Chunk> cut(Chunk chunk) {
    if (chunk.encoding() == Encoding.AGGREGATES) {
      return List.of(
          new Chunk(
              chunk.encoding(),
              Math.max(minTime, chunk.minTime()),
              Math.min(maxTime, chunk.maxTime()),
              chunk.data(),
              chunk.offset(),
              chunk.length()));
    }
    try {
      decoder.decode(List.of(chunk), minTime, maxTime, columns);
    } catch (CorruptChunkException e) {
      return List.of(chunk);
    }
    if (chunk.minTime() < minTime) {
      columns.forgetHint(0); // it spoke of a sample that is cut off
    }
    return ColumnChunks.of(columns);
  }
}
