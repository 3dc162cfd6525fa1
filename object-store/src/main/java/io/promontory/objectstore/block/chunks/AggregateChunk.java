package io.promontory.objectstore.block.chunks;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a downsampled block: for each aggregate a chunk of one sample per window, stamped with
 * the window's last ms. A histogram has no minimum and maximum. (Thanos, encoding 0xff.)
 */
public final class AggregateChunk {
  private static final Aggregate[] ORDER = Aggregate.values();

  private final Map<Aggregate, Chunk> parts;

  private AggregateChunk(Map<Aggregate, Chunk> parts) {
    this.parts = parts;
  }

  /** The chunk of an aggregate, or null where there is none. */
  public @Nullable Chunk get(Aggregate aggregate) {
    return parts.get(aggregate);
  }

  /**
   * Reads the payload of a record: five times uvarint length and, if it is not 0, an encoding byte
   * and so many bytes of payload.
   *
   * @param minTime ms of the first window's end
   * @param maxTime ms of the last window's end
   * @param file the segment, for errors
   * @param base offset in the segment of the record's array
   * @throws CorruptBlockException if it breaks the format
   */
  public static AggregateChunk parse(
      ChunkRecord record, long minTime, long maxTime, BlockFileName file, long base) {
    int end = record.offset() + record.length();
    ByteCursor in = new ByteCursor(file, record.data(), record.offset(), end, base);
    Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
    for (Aggregate aggregate : ORDER) {
      if (in.remaining() == 0) {
        break;
      }
      int length = in.length();
      if (length > 0) {
        Encoding encoding = Encoding.ofCode(in.u8());
        if (encoding == null) {
          throw in.corrupt("aggregate " + aggregate + " has an unknown encoding");
        }
        int offset = in.at();
        in.skip(length);
        long from = Math.min(minTime, firstTime(encoding, in, offset, length, minTime));
        parts.put(aggregate, new Chunk(encoding, from, maxTime, in.data(), offset, length));
      }
    }
    return new AggregateChunk(parts);
  }

  /** A counter's first sample lies before the first window's end; only floats have one there. */
  private static long firstTime(
      Encoding encoding, ByteCursor in, int offset, int length, long otherwise) {
    int head = encoding == Encoding.XOR ? 2 : 3;
    boolean floats = encoding == Encoding.XOR || encoding == Encoding.XOR2;
    return floats && length > head ? in.at(offset + head, offset + length).varint() : otherwise;
  }
}
