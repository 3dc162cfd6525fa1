package io.promontory.series.chunk;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a chunk of aggregates. Each is a chunk with one sample for each window, stamped with
 * the window's last ms; the last one of a chunk with its last sample's time. The payload (Thanos,
 * encoding 0xff) has for each part uvarint length and, if it is not 0, an encoding byte and so many
 * bytes of payload.
 */
public final class AggregateParts {
  private static final Aggregate[] ORDER = Aggregate.values();
  private static final int MAX_LENGTH_BYTES = 5;
  private static final int XOR_HEAD_BYTES = 2;
  private static final int XOR2_HEAD_BYTES = 3;

  private final Chunk chunk;
  private final Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
  private int position;

  private AggregateParts(Chunk chunk) {
    this.chunk = chunk;
    this.position = chunk.offset();
  }

  /** The chunk of an aggregate, or null where there is none. */
  public @Nullable Chunk get(Aggregate aggregate) {
    return parts.get(aggregate);
  }

  /**
   * Takes a chunk apart without copying.
   *
   * @param chunk of encoding {@link Encoding#AGGREGATES}
   * @throws CorruptChunkException if it breaks the format
   */
  public static AggregateParts of(Chunk chunk) {
    AggregateParts read = new AggregateParts(chunk);
    int end = chunk.offset() + chunk.length();
    for (Aggregate aggregate : ORDER) {
      if (read.position == end) {
        break;
      }
      int length = read.length(end);
      if (length > 0) {
        read.parts.put(aggregate, read.part(length, end));
      }
    }
    return read;
  }

  private Chunk part(int length, int end) {
    if (length >= end - position) {
      throw CorruptChunkException.of(chunk, "a part of it is longer than it is");
    }
    Encoding encoding = Encoding.ofCode(chunk.data()[position++] & 0xff);
    if (encoding == null || encoding == Encoding.AGGREGATES) {
      throw CorruptChunkException.of(chunk, "a part of it has an unknown encoding");
    }
    long minTime = Math.min(chunk.minTime(), firstTime(encoding, position + length));
    Chunk part = new Chunk(encoding, minTime, chunk.maxTime(), chunk.data(), position, length);
    position += length;
    return part;
  }

  /** A counter's first sample lies before the first window's end; only floats have one there. */
  private long firstTime(Encoding encoding, int end) {
    int at = position + (encoding == Encoding.XOR ? XOR_HEAD_BYTES : XOR2_HEAD_BYTES);
    long value = 0;
    boolean floats = encoding == Encoding.XOR || encoding == Encoding.XOR2;
    for (int i = 0; floats && at < end && i < Long.SIZE; i += 7) {
      byte b = chunk.data()[at++];
      value |= (long) (b & 0x7f) << i;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    return chunk.minTime();
  }

  private int length(int end) {
    long value = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES && position < end; i++) {
      byte b = chunk.data()[position++];
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0 && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw CorruptChunkException.of(chunk, "it has a broken length");
  }

  /**
   * Puts parts together to a chunk.
   *
   * @param minTime ms of the first window's end
   * @param maxTime ms of the last window's end
   */
  public static Chunk join(Map<Aggregate, Chunk> parts, long minTime, long maxTime) {
    int most = 0;
    for (Chunk part : parts.values()) {
      most += MAX_LENGTH_BYTES + 1 + part.length();
    }
    byte[] data = new byte[most + ORDER.length];
    int at = 0;
    for (Aggregate aggregate : ORDER) {
      Chunk part = parts.get(aggregate);
      int length = part == null ? 0 : part.length();
      int rest = length;
      while (rest >= 0x80) {
        data[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      data[at++] = (byte) rest;
      if (part != null && length > 0) {
        data[at++] = (byte) part.encoding().code();
        System.arraycopy(part.data(), part.offset(), data, at, length);
        at += length;
      }
    }
    return new Chunk(Encoding.AGGREGATES, minTime, maxTime, data, 0, at);
  }
}
