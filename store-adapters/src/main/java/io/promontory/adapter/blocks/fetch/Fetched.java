package io.promontory.adapter.blocks.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * What one request brought, kept and dropped as one: its answer, or the parts of it that were
 * wanted.
 *
 * <p>A class and no record: each is its own, whatever it holds, since it is a key of the cache.
 */
final class Fetched {
  /** The object, its array's head and its node in the cache. */
  private static final int OVERHEAD_BYTES = 160;

  /** An extent with its place in the order of its file's. */
  private static final int EXTENT_BYTES = 112;

  private final StoredFile file;
  private final byte[] bytes;
  private final List<Extent> extents = new ArrayList<>(1);
  private int needed;

  /**
   * @param bytes of all extents, in their order
   */
  Fetched(StoredFile file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Adds an extent.
   *
   * @param start offset in the file
   * @param offset index of the first byte in the array
   */
  Extent add(long start, int offset, int length) {
    Extent extent = new Extent(this, start, offset, length);
    extents.add(extent);
    needed++;
    return extent;
  }

  StoredFile file() {
    return file;
  }

  byte[] bytes() {
    return bytes;
  }

  List<Extent> extents() {
    return extents;
  }

  /** Notes that one of its extents is held by others too; whether all are now. */
  boolean isNeedless() {
    return --needed == 0;
  }

  int weight() {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            (long) bytes.length + OVERHEAD_BYTES + (long) EXTENT_BYTES * extents.size());
  }
}
