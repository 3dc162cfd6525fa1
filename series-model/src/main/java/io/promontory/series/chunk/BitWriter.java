package io.promontory.series.chunk;

import java.util.Arrays;

/** Appends bits to a growing array, the most significant bit of each byte first. */
final class BitWriter {
  private static final int[] VARBIT_WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

  private byte[] bytes;
  private int bits;

  BitWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Writes the lowest {@code count} (1 to 64) bits of {@code value}. */
  void write(long value, int count) {
    ensureBits(count);
    int left = count;
    while (left > 0) {
      int free = 8 - (bits & 7);
      int taken = Math.min(free, left);
      int part = (int) (value >>> (left - taken)) & ((1 << taken) - 1);
      bytes[bits >>> 3] = (byte) (bytes[bits >>> 3] | (part << (free - taken)));
      bits += taken;
      left -= taken;
    }
  }

  /** Base 128, low groups first, as in Protobuf and Go's {@code binary.PutUvarint}. */
  void writeUvarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      write((rest & 0x7f) | 0x80, 8);
      rest >>>= 7;
    }
    write(rest, 8);
  }

  /** Zigzag, then as {@link #writeUvarint}. */
  void writeVarint(long value) {
    writeUvarint((value << 1) ^ (value >> 63));
  }

  /** As {@link BitReader#varbitInt()} reads it. */
  void writeVarbitInt(long value) {
    // The range of n bits is shifted by one: -(2^(n-1) - 1) to 2^(n-1).
    long shifted = value - 1;
    int bits = 65 - Long.numberOfLeadingZeros(shifted ^ (shifted >> 63));
    writeVarbit(value, value == 0 ? 0 : bits);
  }

  /** As {@link BitReader#varbitUint()} reads it. */
  void writeVarbitUint(long value) {
    writeVarbit(value, 64 - Long.numberOfLeadingZeros(value));
  }

  /** Writes a number that needs so many bits (none for zero) behind the prefix of its size. */
  private void writeVarbit(long value, int bits) {
    int ones = 0;
    while (VARBIT_WIDTHS[ones] < bits) {
      ones++;
    }
    if (ones == 0) {
      write(0, 1);
      return;
    }
    // All prefixes but the longest end with a zero.
    write(ones < 8 ? (1 << (ones + 1)) - 2 : 0xff, Math.min(ones + 1, 8));
    write(value, VARBIT_WIDTHS[ones]);
  }

  void setByte(int at, int value) {
    bytes[at] = (byte) value;
  }

  void setUnsignedShort(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  /** Bytes begun so far; unused bits of the last one are zero. */
  int length() {
    return (bits + 7) >>> 3;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length());
  }

  private void ensureBits(int count) {
    int needed = (bits + count + 7) >>> 3;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }
}
