package io.promontory.objectstore.block.chunks;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;

/**
 * A chunk as it stands in a segment: uvarint length, encoding byte, payload, CRC of the last two.
 *
 * @param code the encoding byte
 * @param data array that holds the payload
 * @param offset first byte of the payload in {@code data}
 * @param length bytes of the payload
 */
public record ChunkRecord(int code, byte[] data, int offset, int length) {
  /** The encoding byte of Thanos' chunks of aggregates. */
  public static final int AGGREGATE = 0xff;

  /** Longer payloads are taken for damage. */
  public static final int MOST_BYTES = 64 << 20;

  /** Bytes of a record's length at most. */
  public static final int MOST_LENGTH_BYTES = 5;

  /** Bytes around the payload at most. */
  public static final int MOST_EXTRA_BYTES = MOST_LENGTH_BYTES + 1 + ByteCursor.CRC_BYTES;

  /**
   * Bytes of a record in all, or -1 if that does not show from those at hand.
   *
   * @param from stands at the record's first byte and stays there
   * @throws CorruptBlockException if the length makes no sense
   */
  public static long size(ByteCursor from) {
    long length = 0;
    for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
      if (i >= from.remaining()) {
        return -1;
      }
      byte b = from.data()[from.at() + i];
      length |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if (length > MOST_BYTES) {
          throw from.corrupt("a chunk of " + length + " bytes");
        }
        return 1 + i + 1 + length + ByteCursor.CRC_BYTES;
      }
    }
    throw from.corrupt("the length of a chunk has more than 5 bytes");
  }

  /**
   * Reads a record without copying its payload.
   *
   * @param from stands at the record's first byte; the record must be there in whole
   * @throws CorruptBlockException if it is not, or its checksum is wrong
   */
  public static ChunkRecord parse(ByteCursor from) {
    int length = from.length();
    int start = from.at();
    int code = from.u8();
    int offset = from.at();
    from.skip(length);
    from.checkCrc(start);
    return new ChunkRecord(code, from.data(), offset, length);
  }

  public boolean isAggregate() {
    return code == AGGREGATE;
  }

  /**
   * The chunk of samples.
   *
   * @param minTime ms of its first sample
   * @param maxTime ms of its last sample
   * @throws UnknownEncodingException if it is none that can be read
   */
  public Chunk samples(long minTime, long maxTime) {
    return new Chunk(encoding(code), minTime, maxTime, data, offset, length);
  }

  static Encoding encoding(int code) {
    Encoding encoding = Encoding.ofCode(code);
    if (encoding == null) {
      throw new UnknownEncodingException(code);
    }
    return encoding;
  }
}
