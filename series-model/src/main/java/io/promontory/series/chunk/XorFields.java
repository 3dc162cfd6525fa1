package io.promontory.series.chunk;

import java.util.Arrays;

/**
 * Values of neighbouring samples, each told by the bits that changed (as in XOR chunks) and each
 * with a window of its own for where these bits lie.
 */
final class XorFields {
  /** The raw bits of the values read last. */
  long[] values = new long[16];

  private byte[] leading = new byte[16];
  private byte[] significant = new byte[16];

  /** Makes room for a number of fields and forgets their windows. */
  void reset(int fields) {
    if (values.length < fields) {
      values = new long[fields];
      leading = new byte[fields];
      significant = new byte[fields];
    }
    Arrays.fill(leading, 0, fields, (byte) 0);
    Arrays.fill(significant, 0, fields, (byte) 64);
  }

  double value(int field) {
    return Double.longBitsToDouble(values[field]);
  }

  void readWhole(BitReader in, int from, int to) {
    for (int i = from; i < to && in.bit <= in.endBit; i++) {
      values[i] = in.bits64();
    }
  }

  /**
   * Reads the changes of some fields; may read past the end, which the caller has to check.
   *
   * @throws CorruptChunkException where a window is wider than a value
   */
  void readChanges(BitReader in, int from, int to) {
    byte[] data = in.data;
    long end = in.endBit;
    long bit = in.bit;
    int i = from;
    while (i < to && bit <= end) {
      long word = BitReader.load(data, bit);
      if (word >= 0) {
        int same = Math.min(Long.numberOfLeadingZeros(word | 1 << 7), to - i);
        i += same;
        bit += same;
        continue;
      }
      int head = 2;
      if (word << 1 < 0) {
        head = 13;
        leading[i] = (byte) ((word >>> 57) & 31);
        significant[i] = (byte) ((((int) (word >>> 51) - 1) & 63) + 1);
        if (leading[i] + significant[i] > 64) {
          throw in.corrupt("a window of changed bits is wider than a value");
        }
      }
      int width = significant[i];
      long field =
          head + width <= 56
              ? (word << head) >>> (64 - width)
              : BitReader.wide(data, Math.min(bit + head, end), width);
      values[i] ^= field << (64 - leading[i] - width);
      bit += head + width;
      i++;
    }
    in.bit = i < to ? end + 1 : bit;
  }
}
