package io.promontory.series.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in the bits of one chunk's payload, the most significant bit of each byte first.
 *
 * <p>Reads past the end give zeros or leftovers instead of failing, so that the end is looked at
 * once per sample ({@link #checkEnd}) and not once per field. For that the payload is copied to a
 * padded buffer where its array ends too early.
 */
final class BitReader {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** A load of a wide field at the last bit. */
  private static final int PADDING = 2 * Long.BYTES;

  private static final int MAX_VARINT_BYTES = 10;

  /** Payload bits of a varbit code by the number of ones it begins with (0 to 6), 8 bits each. */
  private static final long VARBIT_WIDTHS =
      3L << 8 | 6L << 16 | 9L << 24 | 12L << 32 | 18L << 40 | 25L << 48;

  /** Codes of 56 and 64 bits begin with as many ones. */
  static final int WIDE_VARBIT_ONES = 7;

  byte[] data = new byte[PADDING];

  /** The next bit, from the start of {@link #data}. */
  long bit;

  /** The first bit that does not belong to the payload. */
  long endBit;

  private Chunk chunk = Chunk.of(Encoding.XOR, 0, 0, data);
  private byte[] padded = {};

  void open(Chunk opened) {
    chunk = opened;
    data = opened.data();
    int start = opened.offset();
    int length = opened.length();
    if (start > data.length - length - PADDING) {
      if (padded.length < length + PADDING) {
        padded = new byte[Math.max(length + PADDING, 2 * padded.length)];
      }
      System.arraycopy(data, start, padded, 0, length);
      data = padded;
      start = 0;
    }
    bit = start * 8L;
    endBit = bit + length * 8L;
  }

  CorruptChunkException corrupt(String problem) {
    return CorruptChunkException.of(chunk, problem);
  }

  /** Fails where more bits were read than there are. */
  void checkEnd(int samples) {
    if (bit > endBit) {
      throw corrupt("its bits do not make up " + samples + " samples");
    }
  }

  long bitsLeft() {
    return endBit - bit;
  }

  /** 64 bits from a position; at least the first 57 of them count, the others are zero. */
  static long load(byte[] data, long bit) {
    return (long) BIG_ENDIAN_LONG.get(data, (int) (bit >>> 3)) << (bit & 7);
  }

  /** A field of 1 to 64 bits at a position. */
  static long wide(byte[] data, long bit, int width) {
    long high = load(data, bit);
    long low = load(data, bit + 32);
    return ((high & 0xffffffff00000000L) | (low >>> 32)) >>> (64 - width);
  }

  /** {@link #load} from here; past the end anything. */
  long peek() {
    return load(data, Math.min(bit, endBit));
  }

  /** The next 1 to 57 bits, as an unsigned number. */
  long bits(int width) {
    long field = peek() >>> (64 - width);
    bit += width;
    return field;
  }

  long bits64() {
    long field = wide(data, Math.min(bit, endBit), 64);
    bit += 64;
    return field;
  }

  /** Bits of a varbit code with that many ones (0 to 6) in front. */
  static int varbitLength(int ones) {
    return ones + 1 + (int) (VARBIT_WIDTHS >>> (8 * ones) & 0xff);
  }

  /** The signed number in a varbit code with that many ones (0 to 6) in front. */
  static long varbitInt(long word, int ones) {
    int width = (int) (VARBIT_WIDTHS >>> (8 * ones) & 0xff);
    long field = (word << (ones + 1)) >>> 1 >>> (63 - width);
    // The range of n bits is shifted by one: -(2^(n-1) - 1) to 2^(n-1).
    return ((field - 1) << (64 - width) >> (64 - width)) + 1;
  }

  /** A varbit code of Prometheus' histogram chunks: zero is one bit, small numbers are short. */
  long varbitInt() {
    long word = peek();
    int ones = Long.numberOfLeadingZeros(~word);
    if (ones >= WIDE_VARBIT_ONES) {
      return wideVarbit(ones, true);
    }
    bit += varbitLength(ones);
    return varbitInt(word, ones);
  }

  /** As {@link #varbitInt()}, but all numbers are from 0 on. */
  long varbitUint() {
    long word = peek();
    int ones = Long.numberOfLeadingZeros(~word);
    if (ones >= WIDE_VARBIT_ONES) {
      return wideVarbit(ones, false);
    }
    int length = varbitLength(ones);
    bit += length;
    return (word << (ones + 1)) >>> 1 >>> (64 + ones - length);
  }

  /** A varbit code with {@link #WIDE_VARBIT_ONES} or more ones in front, at this position. */
  long wideVarbit(int ones, boolean signed) {
    bit += 8;
    if (ones > WIDE_VARBIT_ONES) {
      return bits64();
    }
    long field = bits(56);
    return signed ? ((field - 1) << 8 >> 8) + 1 : field;
  }

  /** Base 128, low groups first, as Go's {@code binary.Uvarint}; at any bit. */
  long uvarint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      long group = bits(8);
      if (i == MAX_VARINT_BYTES - 1 && group > 1) {
        break;
      }
      value |= (group & 0x7f) << (7 * i);
      if (group < 0x80) {
        return value;
      }
    }
    throw corrupt("it has a broken variable-length integer");
  }

  /** Zigzag within {@link #uvarint}. */
  long varint() {
    long zigzag = uvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
