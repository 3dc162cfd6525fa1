package io.promontory.objectstore.block;

import io.promontory.series.text.Utf8Bytes;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Collects the numbers and texts of block files: fixed numbers big endian, variable ones as Go's
 * encoding/binary writes them. Grows as needed; cleared and reused by one thread.
 */
public final class ByteSink {
  private byte[] bytes = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  /** The bytes so far are the first {@link #size} of this; changes with every call. */
  public byte[] bytes() {
    return bytes;
  }

  public void clear() {
    size = 0;
  }

  public void u8(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  public void int32(int value) {
    ensure(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void int64(long value) {
    int32((int) (value >>> 32));
    int32((int) value);
  }

  /** An unsigned variable number. */
  public void uvarint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed variable number: zigzag. */
  public void varint(long value) {
    uvarint((value << 1) ^ (value >> 63));
  }

  public void bytes(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** A text behind its length. */
  public void text(String text) {
    byte[] utf8 = Utf8Bytes.encode(text);
    uvarint(utf8.length);
    bytes(utf8, 0, utf8.length);
  }

  /** The checksum of the bytes from an index on. */
  public void crc(int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, size - from);
    int32((int) crc.getValue());
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
