package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.postings.Postings;

/** A posting list as bytes: u32 length, u32 count, u32 ids in ascending order, CRC. */
public final class PostingList {
  /** Bytes of a list without ids. */
  public static final int EMPTY_BYTES = 3 * Integer.BYTES;

  private PostingList() {}

  /**
   * Reads a list.
   *
   * @param from stands at the list's first byte; bytes behind the list are left alone
   * @return series ids, unsigned, ascending
   * @throws CorruptBlockException if it breaks the format
   */
  public static int[] parse(ByteCursor from) {
    long length = from.u32();
    int body = from.at();
    long count = from.u32();
    if (length != (count + 1) * Integer.BYTES
        || length + ByteCursor.CRC_BYTES - Integer.BYTES > from.remaining()) {
      throw from.corrupt("a posting list of " + length + " bytes says it has " + count + " ids");
    }
    int[] ids = new int[(int) count];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = from.int32();
      if (i > 0 && !Postings.below(ids[i - 1], ids[i])) {
        throw from.corrupt("series id " + i + " of a posting list is not above the one before");
      }
    }
    from.checkCrc(body);
    return ids;
  }
}
