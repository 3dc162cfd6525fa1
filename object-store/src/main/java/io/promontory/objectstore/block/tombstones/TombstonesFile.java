package io.promontory.objectstore.block.tombstones;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.CorruptBlockException;

/**
 * The file of tombstones: magic number, u8 version, for each interval uvarint series id and varint
 * from and to, then CRC of the intervals alone.
 */
public final class TombstonesFile {
  /** Longer files are taken for damage. */
  public static final int MOST_BYTES = 256 << 20;

  private static final int MAGIC = 0x0130ba30;
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 5;
  private static final long MOST_ID = 0xffff_fffeL;

  private TombstonesFile() {}

  /**
   * @throws CorruptBlockException if the bytes break the format
   */
  public static Tombstones parse(BlockFileName name, byte[] bytes) {
    int end = bytes.length - ByteCursor.CRC_BYTES;
    if (end < HEAD_BYTES) {
      throw new CorruptBlockException(name, 0, "too short for tombstones");
    }
    ByteCursor in = new ByteCursor(name, bytes, 0, end, 0);
    int magic = in.int32();
    int version = in.u8();
    if (magic != MAGIC || version != VERSION) {
      throw new CorruptBlockException(
          name, 0, "no tombstones: %08x, version %d".formatted(magic, version));
    }
    ByteCursor check = new ByteCursor(name, bytes, end, bytes.length, 0);
    check.checkCrc(HEAD_BYTES);
    Tombstones.Builder tombstones = new Tombstones.Builder();
    while (in.remaining() > 0) {
      long series = in.uvarint();
      long from = in.varint();
      long to = in.varint();
      if (series < 0 || series > MOST_ID || to < from) {
        throw in.corrupt("series " + series + " lacks the time from " + from + " to " + to);
      }
      tombstones.add((int) series, new Interval(from, to));
    }
    return tombstones.build();
  }

  /** The bytes of the file. */
  public static byte[] bytes(Tombstones tombstones) {
    ByteSink out = new ByteSink();
    out.int32(MAGIC);
    out.u8(VERSION);
    for (int series : tombstones.series()) {
      for (Interval interval : tombstones.of(series)) {
        out.uvarint(Integer.toUnsignedLong(series));
        out.varint(interval.from());
        out.varint(interval.to());
      }
    }
    out.crc(HEAD_BYTES);
    return out.toByteArray();
  }
}
