package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;

/**
 * A section of an index that tells its length and has a checksum: u32 length, u32 count of entries,
 * entries, CRC of count and entries.
 *
 * @param file where it lies, which need not be the index itself
 * @param start where its length stands
 * @param bodyEnd first byte behind the entries
 * @param entries how many there are
 */
record Section(BlockFile file, long start, long bodyEnd, int entries) {
  private static final int LENGTH_BYTES = 4;
  private static final int HEAD_BYTES = 8;

  /**
   * @param limit where the section must have ended
   * @param leastEntry bytes that an entry takes at least
   */
  static Section open(BlockFile file, long start, long limit, int leastEntry) {
    if (limit - start < HEAD_BYTES + ByteCursor.CRC_BYTES) {
      throw new CorruptBlockException(file.name(), start, "no room for a section");
    }
    ByteCursor head = file.cursor(start, HEAD_BYTES);
    long length = head.u32();
    long entries = head.u32();
    long bodyEnd = start + LENGTH_BYTES + length;
    if (length < Integer.BYTES || bodyEnd + ByteCursor.CRC_BYTES > limit) {
      throw new CorruptBlockException(
          file.name(), start, "a section of " + length + " bytes does not fit before " + limit);
    }
    if (entries > (length - Integer.BYTES) / leastEntry || entries > Integer.MAX_VALUE) {
      throw new CorruptBlockException(
          file.name(), start, "a section of " + length + " bytes says it has " + entries);
    }
    return new Section(file, start, bodyEnd, (int) entries);
  }

  /** Where the first entry stands. */
  long firstEntry() {
    return start + HEAD_BYTES;
  }

  /** First byte behind the section. */
  long end() {
    return bodyEnd + ByteCursor.CRC_BYTES;
  }

  /** A stream of the entries whose checksum begins with the count before them. */
  BlockInput stream() {
    BlockInput in = new BlockInput(file, start + LENGTH_BYTES, bodyEnd);
    in.skip(Integer.BYTES);
    return in;
  }

  /** Compares the checksum with that of the bytes that a stream has read to the end. */
  void check(BlockInput read) {
    if (read.position() != bodyEnd) {
      throw read.corrupt("the entries end before their section");
    }
    ByteCursor stored = file.cursor(bodyEnd, ByteCursor.CRC_BYTES);
    int expected = stored.int32();
    if (expected != read.crc()) {
      throw new CorruptBlockException(
          file.name(),
          bodyEnd,
          "checksum is %08x, but that of the section is %08x".formatted(expected, read.crc()));
    }
  }
}
