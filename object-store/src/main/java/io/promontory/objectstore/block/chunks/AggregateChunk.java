package io.promontory.objectstore.block.chunks;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.AggregateParts;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.CorruptChunkException;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a downsampled block: for each aggregate a chunk of one sample per window, stamped with
 * the window's last ms. A histogram has no minimum and maximum. (Thanos, encoding 0xff.)
 */
public final class AggregateChunk {
  private final AggregateParts parts;

  private AggregateChunk(AggregateParts parts) {
    this.parts = parts;
  }

  /** The chunk of an aggregate, or null where there is none. */
  public @Nullable Chunk get(Aggregate aggregate) {
    return parts.get(aggregate);
  }

  /**
   * Takes the payload of a record apart.
   *
   * @param minTime ms of the first window's end
   * @param maxTime ms of the last window's end
   * @param file the segment, for errors
   * @param base offset in the segment of the record's array
   * @throws CorruptBlockException if it breaks the format
   */
  public static AggregateChunk parse(
      ChunkRecord record, long minTime, long maxTime, BlockFileName file, long base) {
    try {
      return new AggregateChunk(AggregateParts.of(record.samples(minTime, maxTime)));
    } catch (CorruptChunkException e) {
      throw new CorruptBlockException(file, base + record.offset(), String.valueOf(e.getMessage()));
    }
  }
}
