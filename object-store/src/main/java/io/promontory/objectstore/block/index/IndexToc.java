package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;

/**
 * The table of contents at the end of an index: where its sections start, 0 for one that is absent.
 * Sections of label indices are no longer written and never read.
 */
public record IndexToc(
    long symbols,
    long series,
    long labelIndices,
    long labelIndexTable,
    long postings,
    long postingsTable) {
  /** Bytes of the table, with its checksum. */
  public static final int BYTES = 6 * Long.BYTES + ByteCursor.CRC_BYTES;

  /** Bytes of an index before the first section: magic number and version. */
  public static final int HEAD_BYTES = 5;

  /**
   * Reads the table of an index file.
   *
   * @throws CorruptBlockException if the file has none that makes sense
   */
  public static IndexToc read(BlockFile index) {
    long at = index.size() - BYTES;
    if (at < HEAD_BYTES) {
      throw new CorruptBlockException(index.name(), 0, "too short for an index");
    }
    return parse(index.cursor(at, BYTES), at);
  }

  /**
   * @param at where in the index the table starts
   */
  static IndexToc parse(ByteCursor from, long at) {
    int start = from.at();
    IndexToc toc =
        new IndexToc(
            from.int64(), from.int64(), from.int64(), from.int64(), from.int64(), from.int64());
    from.checkCrc(start);
    boolean inside = true;
    for (long offset : toc.offsets()) {
      inside &= offset == 0 || (offset >= HEAD_BYTES && offset <= at);
    }
    boolean ordered =
        toc.symbols > 0
            && toc.symbols <= toc.series
            && toc.series <= toc.postings
            && toc.postings <= toc.postingsTable;
    if (!inside || !ordered) {
      throw from.corrupt("the table of contents is out of order: " + toc);
    }
    return toc;
  }

  /** Where what starts at an offset ends at the latest: the next section, or this table. */
  long endOf(long offset, long indexSize) {
    long end = indexSize - BYTES;
    for (long section : offsets()) {
      if (section > offset && section < end) {
        end = section;
      }
    }
    return end;
  }

  private long[] offsets() {
    return new long[] {symbols, series, labelIndices, labelIndexTable, postings, postingsTable};
  }
}
