package io.promontory.series.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes chunks of encoding {@link Encoding#XOR} (Prometheus TSDB, chunk format) into columns.
 *
 * <p>The loop holds its whole state in locals and loads 64 bits at the current bit position once
 * per sample: at least 57 of them count, which covers both codes and the value bits of nearly every
 * sample. Two zero bits mean "same step, same value", so the leading zeros of the word count a run
 * of such samples. Whether time goes forward is checked where the step changes, not per sample.
 *
 * <p>Loads may run up to {@link #PADDING} bytes past the payload before the end is noticed; where
 * the array ends earlier, the payload is first copied to a padded buffer.
 */
public final class XorReader implements ChunkReader {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int COUNT_BYTES = 2;
  private static final int MAX_VARINT_BYTES = 10;

  /** Time code of 4 + 64 bits, value code of 2 + 5 + 6 + 64 bits. */
  private static final int MAX_SAMPLE_BITS = 145;

  /** One sample too many, and the load that sees it. */
  private static final int PADDING = MAX_SAMPLE_BITS / 8 + 1 + Long.BYTES + 1;

  private byte[] padded = new byte[1024];

  /** Byte position while the head of a chunk is read. */
  private int position;

  /** Set where a time step of the chunk read last asks for {@link #checkTimes}. */
  private boolean oddStep;

  private boolean timesRepeat;

  /**
   * Appends all samples of a chunk. Timestamps never go back; they may repeat, as they do at the
   * end of downsampled counters.
   *
   * @return the number of samples appended
   * @throws CorruptChunkException if the bytes break the format; {@code out} keeps its old size
   */
  @Override
  public int decode(Chunk chunk, SampleColumns out) {
    if (chunk.length() < COUNT_BYTES) {
      throw CorruptChunkException.of(chunk, "it ends within the sample count");
    }
    byte[] data = chunk.data();
    int start = chunk.offset();
    int count = ((data[start] & 0xff) << 8) | (data[start + 1] & 0xff);
    if (count == 0) {
      timesRepeat = false;
      return 0;
    }
    int length = Math.min(chunk.length(), maxLength(count));
    if (start > data.length - length - PADDING) {
      data = pad(data, start, length);
      start = 0;
    }
    decode(chunk, data, start, start + length, count, out);
    out.advance(count);
    return count;
  }

  @Override
  public boolean timesRepeat() {
    return timesRepeat;
  }

  private void decode(Chunk chunk, byte[] data, int start, int end, int count, SampleColumns out) {
    position = start + COUNT_BYTES;
    long zigzag = uvarint(chunk, data, end);
    if (end - position < Long.BYTES) {
      throw CorruptChunkException.of(chunk, "it ends within the first value");
    }
    long value = (long) BIG_ENDIAN_LONG.get(data, position);
    position += Long.BYTES;
    long delta = count == 1 ? 1 : uvarint(chunk, data, end);
    // A sample takes one bit for its time (but the second, read above) and one for its value.
    if ((end - position) * 8L < 2L * (count - 1) - 1) {
      throw CorruptChunkException.of(chunk, "it is too short for its " + count + " samples");
    }
    out.ensureCapacity(out.size + count);
    out.timestamps[out.size] = (zigzag >>> 1) ^ -(zigzag & 1);
    out.values[out.size] = Double.longBitsToDouble(value);
    timesRepeat = false;
    if (count > 1) {
      boolean whole = decodeRest(data, end, delta, count, out);
      checkTimes(chunk, whole, count, out);
    }
  }

  /**
   * Decodes all samples but the first; false where the bytes do not suffice or make no sense. Sets
   * {@link #oddStep}.
   */
  private boolean decodeRest(
      byte[] data, int endByte, long firstDelta, int count, SampleColumns out) {
    final long[] times = out.timestamps;
    final double[] values = out.values;
    final long endBit = endByte * 8L;
    final int last = out.size + count;
    int i = out.size + 1;
    long time = times[i - 1];
    long value = Double.doubleToRawLongBits(values[i - 1]);
    long delta = firstDelta;
    long oddSteps = odd(delta);
    int leading = 0;
    int significant = 64;
    int invalid = 0;
    // The second sample has no time code: it is read as if a zero bit stood before its value.
    long bit = position * 8L - 1;
    long word = (long) BIG_ENDIAN_LONG.get(data, position) >>> 1;
    while (true) {
      if (word >>> 62 == 0) {
        int run = Math.min(Long.numberOfLeadingZeros(word | 1 << 6) >>> 1, last - i);
        double same = Double.longBitsToDouble(value);
        for (int runEnd = i + run; i < runEnd; i++) {
          time += delta;
          times[i] = time;
          values[i] = same;
        }
        bit += 2 * run;
      } else {
        if (word >= 0) {
          word <<= 1;
          bit++;
        } else {
          int size = timeCodeBits(word);
          delta += size == 68 ? wide(data, bit + 4, 64) : timeCode(word, size);
          oddSteps |= odd(delta);
          bit += size;
          word = load(data, bit);
        }
        time += delta;
        if (word >= 0) {
          bit++;
        } else {
          int head = 2;
          if (word << 1 < 0) {
            head = 13;
            leading = (int) (word >>> 57) & 31;
            significant = (((int) (word >>> 51) - 1) & 63) + 1;
            invalid |= 64 - leading - significant;
          }
          long field =
              head + significant <= 56
                  ? (word << head) >>> (64 - significant)
                  : wide(data, bit + head, significant);
          value ^= field << (64 - leading - significant);
          bit += head + significant;
        }
        times[i] = time;
        values[i++] = Double.longBitsToDouble(value);
      }
      if (bit > endBit || i == last) {
        break;
      }
      word = load(data, bit);
    }
    oddStep = oddSteps < 0 || time < times[out.size];
    return bit <= endBit && invalid >= 0;
  }

  /** Negative for a step that is not positive, or so wide that many of them might overflow. */
  private static long odd(long delta) {
    return (delta - 1) | -(delta >>> 47);
  }

  private void checkTimes(Chunk chunk, boolean whole, int count, SampleColumns out) {
    if (!whole) {
      throw CorruptChunkException.of(chunk, "its bits do not make up " + count + " samples");
    }
    long[] times = out.timestamps;
    for (int i = out.size + 1; oddStep && i < out.size + count; i++) {
      if (times[i] < times[i - 1]) {
        throw CorruptChunkException.of(
            chunk, "time goes back from " + times[i - 1] + " to " + times[i]);
      }
      timesRepeat |= times[i] == times[i - 1];
    }
  }

  /** 64 bits from a bit position; at least the first 57 of them count, the others are zero. */
  private static long load(byte[] data, long bit) {
    return (long) BIG_ENDIAN_LONG.get(data, (int) (bit >>> 3)) << (bit & 7);
  }

  /** A field of 44 to 64 bits. */
  private static long wide(byte[] data, long bit, int width) {
    long high = load(data, bit);
    long low = load(data, bit + 32);
    return ((high & 0xffffffff00000000L) | (low >>> 32)) >>> (64 - width);
  }

  /** Bits of a time code that begins with a one: 2 + 14, 3 + 17, 4 + 20 or 4 + 64. */
  private static int timeCodeBits(long word) {
    int ones = Long.numberOfLeadingZeros(~word);
    return ones == 1 ? 16 : ones == 2 ? 20 : ones == 3 ? 24 : 68;
  }

  /** The difference in a code of 16, 20 or 24 bits; the upper half but its first is negative. */
  private static long timeCode(long word, int size) {
    int width = size == 16 ? 14 : size == 20 ? 17 : 20;
    long field = (word << (size - width)) >>> (64 - width);
    return field > 1L << (width - 1) ? field - (1L << width) : field;
  }

  private long uvarint(Chunk chunk, byte[] data, int end) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && position < end; i++) {
      byte b = data[position++];
      if (i == MAX_VARINT_BYTES - 1 && b > 1) {
        break;
      }
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw CorruptChunkException.of(chunk, "it has a broken variable-length integer");
  }

  private static int maxLength(int count) {
    return COUNT_BYTES + 2 * MAX_VARINT_BYTES + Long.BYTES + count * MAX_SAMPLE_BITS / 8 + 1;
  }

  private byte[] pad(byte[] data, int start, int length) {
    if (padded.length < length + PADDING) {
      padded = new byte[length + PADDING];
    }
    System.arraycopy(data, start, padded, 0, length);
    return padded;
  }
}
