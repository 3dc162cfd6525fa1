package io.promontory.objectstore.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.text.Utf8Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads the numbers and texts of block files from bytes in hand: fixed numbers are big endian,
 * variable ones as Go's encoding/binary writes them. Never reads beyond its end: what would is a
 * {@link CorruptBlockException}.
 */
public final class ByteCursor {
  /** Bytes of a checksum. */
  public static final int CRC_BYTES = 4;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final BlockFileName file;
  private final byte[] data;
  private final int end;
  private final long base;
  private int at;

  /**
   * @param from first byte to read
   * @param to first byte not to read
   * @param base offset in the file of the array's first byte
   */
  public ByteCursor(BlockFileName file, byte[] data, int from, int to, long base) {
    this.file = file;
    this.data = data;
    this.at = from;
    this.end = to;
    this.base = base;
  }

  /** The array that is read. */
  public byte[] data() {
    return data;
  }

  /** Index in {@link #data} of what is read next. */
  public int at() {
    return at;
  }

  public int end() {
    return end;
  }

  public int remaining() {
    return end - at;
  }

  /** Offset in the file of what is read next. */
  public long offset() {
    return base + at;
  }

  public int u8() {
    need(1);
    return data[at++] & 0xff;
  }

  public int u16() {
    return u8() << 8 | u8();
  }

  public long u32() {
    return int32() & 0xffff_ffffL;
  }

  /** Four bytes, the upper half of their range as negative numbers. */
  public int int32() {
    need(4);
    int value = (int) INTS.get(data, at);
    at += 4;
    return value;
  }

  /** Eight bytes, the upper half of their range as negative numbers. */
  public long int64() {
    need(8);
    long value = (long) LONGS.get(data, at);
    at += 8;
    return value;
  }

  /** An unsigned variable number; 64-bit ones beyond the signed range are negative. */
  public long uvarint() {
    long value = 0;
    int from = at;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) {
        at = from;
        throw corrupt("a number goes beyond the end");
      }
      byte b = data[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if (shift == 63 && b > 1) {
          break;
        }
        return value;
      }
    }
    at = from;
    throw corrupt("a number has more than 64 bits");
  }

  /** A signed variable number: zigzag. */
  public long varint() {
    long zigzag = uvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /**
   * The number of things that follow.
   *
   * @param least bytes that each takes at least
   * @throws CorruptBlockException if so many cannot follow
   */
  public int count(int least, String things) {
    int from = at;
    long count = uvarint();
    if (count < 0 || count > remaining() / least) {
      at = from;
      throw corrupt("says that " + Long.toUnsignedString(count) + " " + things + " follow");
    }
    return (int) count;
  }

  /** The length of the bytes that follow, none of which lies beyond the end. */
  public int length() {
    return count(1, "bytes");
  }

  /** A text behind its length. */
  public String text() {
    int length = length();
    String text = text(data, at, at + length);
    at += length;
    return text;
  }

  /** A cursor over the bytes that are read next; this one stays where it is. */
  public ByteCursor part(int bytes) {
    need(bytes);
    return new ByteCursor(file, data, at, at + bytes, base);
  }

  /** A cursor over other bytes of the same array, between two indices. */
  public ByteCursor at(int from, int to) {
    return new ByteCursor(file, data, from, to, base);
  }

  public void skip(int bytes) {
    need(bytes);
    at += bytes;
  }

  /**
   * Reads a checksum and compares it with that of bytes before.
   *
   * @param from index in {@link #data} of the first byte that it covers; the last is the one before
   *     the checksum
   */
  public void checkCrc(int from) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, at - from);
    int stored = int32();
    if (stored != (int) crc.getValue()) {
      at -= CRC_BYTES;
      throw corrupt(
          "checksum is %08x, but that of the bytes is %08x".formatted(stored, crc.getValue()));
    }
  }

  /** An exception for what is to be read next. */
  public CorruptBlockException corrupt(String problem) {
    return new CorruptBlockException(file, offset(), problem);
  }

  private void need(int bytes) {
    if (bytes < 0 || bytes > end - at) {
      throw corrupt("ends, though " + bytes + " bytes more must follow");
    }
  }

  /** UTF-8 as text; bytes that are none are kept as {@link Utf8Bytes} keeps them. */
  public static String text(byte[] data, int from, int to) {
    String text = new String(data, from, to - from, UTF_8);
    return text.indexOf('\ufffd') < 0 ? text : Utf8Bytes.decode(data, from, to);
  }
}
