package io.promontory.series.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The front of a chunk of encoding {@link Encoding#XOR}: sample count, first sample, first time
 * step; and where the bits of the others are. Reused from chunk to chunk by one thread.
 *
 * <p>Loads of 64 bits may run up to {@link #PADDING} bytes past the payload before its end is
 * noticed; where the array ends earlier, the payload is first copied to a padded buffer.
 */
final class XorHead {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int COUNT_BYTES = 2;
  private static final int MAX_VARINT_BYTES = 10;

  /** Time code of 4 + 64 bits, value code of 2 + 5 + 6 + 64 bits. */
  private static final int MAX_SAMPLE_BITS = 145;

  /** One sample too many, and the load that sees it. */
  private static final int PADDING = MAX_SAMPLE_BITS / 8 + 1 + Long.BYTES + 1;

  private byte[] padded = new byte[1024];

  /** Array with the chunk's bits. */
  byte[] data = padded;

  /** Samples of the chunk. */
  int count;

  /** First byte behind the head. */
  int position;

  /** First byte behind the chunk. */
  int end;

  /** ms since the epoch of the first sample. */
  long time;

  /** Bits of the first value. */
  long value;

  /** ms from the first sample to the second; 1 where there is none. */
  long delta;

  /**
   * Reads the head of a chunk; of an empty one only the count.
   *
   * @throws CorruptChunkException if its bytes break the format, or do not suffice
   */
  void read(Chunk chunk) {
    if (chunk.length() < COUNT_BYTES) {
      throw CorruptChunkException.of(chunk, "it ends within the sample count");
    }
    data = chunk.data();
    int start = chunk.offset();
    count = ((data[start] & 0xff) << 8) | (data[start + 1] & 0xff);
    if (count == 0) {
      return;
    }
    int length = Math.min(chunk.length(), maxLength(count));
    if (start > data.length - length - PADDING) {
      data = pad(data, start, length);
      start = 0;
    }
    end = start + length;
    position = start + COUNT_BYTES;
    long zigzag = uvarint(chunk);
    time = (zigzag >>> 1) ^ -(zigzag & 1);
    if (end - position < Long.BYTES) {
      throw CorruptChunkException.of(chunk, "it ends within the first value");
    }
    value = (long) BIG_ENDIAN_LONG.get(data, position);
    position += Long.BYTES;
    delta = count == 1 ? 1 : uvarint(chunk);
    // A sample takes one bit for its time (but the second, read above) and one for its value.
    if ((end - position) * 8L < 2L * (count - 1) - 1) {
      throw CorruptChunkException.of(chunk, "it is too short for its " + count + " samples");
    }
  }

  private long uvarint(Chunk chunk) {
    long number = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && position < end; i++) {
      byte b = data[position++];
      if (i == MAX_VARINT_BYTES - 1 && b > 1) {
        break;
      }
      number |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return number;
      }
    }
    throw CorruptChunkException.of(chunk, "it has a broken variable-length integer");
  }

  private static int maxLength(int count) {
    return COUNT_BYTES + 2 * MAX_VARINT_BYTES + Long.BYTES + count * MAX_SAMPLE_BITS / 8 + 1;
  }

  private byte[] pad(byte[] bytes, int start, int length) {
    if (padded.length < length + PADDING) {
      padded = new byte[length + PADDING];
    }
    System.arraycopy(bytes, start, padded, 0, length);
    return padded;
  }

  /** 64 bits from a bit position; at least the first 57 of them count, the others are zero. */
  static long load(byte[] data, long bit) {
    return (long) BIG_ENDIAN_LONG.get(data, (int) (bit >>> 3)) << (bit & 7);
  }

  /** A field of 44 to 64 bits. */
  static long wide(byte[] data, long bit, int width) {
    long high = load(data, bit);
    long low = load(data, bit + 32);
    return ((high & 0xffffffff00000000L) | (low >>> 32)) >>> (64 - width);
  }

  /** Bits of a time code that begins with a one: 2 + 14, 3 + 17, 4 + 20 or 4 + 64. */
  static int timeCodeBits(long word) {
    int ones = Long.numberOfLeadingZeros(~word);
    return ones == 1 ? 16 : ones == 2 ? 20 : ones == 3 ? 24 : 68;
  }

  /**
   * The change of the time step in a code that begins with a one.
   *
   * @param word its bits from the front
   * @param bit where it stands
   */
  static long timeCode(byte[] data, long bit, long word, int size) {
    if (size == 68) {
      return wide(data, bit + 4, 64);
    }
    int width = size == 16 ? 14 : size == 20 ? 17 : 20;
    long field = (word << (size - width)) >>> (64 - width);
    // The upper half of the range, but its first, is negative.
    return field > 1L << (width - 1) ? field - (1L << width) : field;
  }

  /** Negative for a step that is not positive, or so wide that many of them might overflow. */
  static long odd(long delta) {
    return (delta - 1) | -(delta >>> 47);
  }
}
