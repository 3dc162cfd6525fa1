package io.promontory.adapter.blocks.fetch;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the ranges that were wanted, by their numbers: views of arrays that are shared and
 * must not be written to.
 */
public final class FileRanges {
  private final WantedRanges wanted;
  private final BlockFileName name;
  private final @Nullable Extent[] extents;

  FileRanges(WantedRanges wanted) {
    this.wanted = wanted;
    this.name = wanted.file().name();
    this.extents = new Extent[wanted.count()];
  }

  WantedRanges wanted() {
    return wanted;
  }

  void set(int range, Extent extent) {
    extents[range] = extent;
  }

  @Nullable Extent find(int range) {
    return extents[range];
  }

  private Extent extent(int range) {
    Extent extent = extents[range];
    if (extent == null) {
      throw new IllegalStateException("range " + range + " of " + name + " was not read");
    }
    return extent;
  }

  public int count() {
    return wanted.count();
  }

  /** The array that holds a range. */
  public byte[] array(int range) {
    return extent(range).bytes();
  }

  /** Index of a range's first byte in its array. */
  public int offset(int range) {
    return extent(range).indexOf(wanted.start(range));
  }

  public int length(int range) {
    return wanted.length(range);
  }

  /** A cursor over a range and nothing else. */
  public ByteCursor cursor(int range) {
    Extent extent = extent(range);
    long start = wanted.start(range);
    int from = extent.indexOf(start);
    return new ByteCursor(name, extent.bytes(), from, from + length(range), start - from);
  }
}
