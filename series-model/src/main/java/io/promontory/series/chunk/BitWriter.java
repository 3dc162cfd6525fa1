package io.promontory.series.chunk;

import java.util.Arrays;

/** Appends bits to a growing array, the most significant bit of each byte first. */
final class BitWriter {
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
