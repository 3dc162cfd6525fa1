package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;

/**
 * What must be at hand to find symbols and posting lists of an index: its table of contents, its
 * symbols, its postings table. It reads those from the index itself, or from a copy of these parts
 * alone that {@link IndexHeaderFile} makes; in memory it holds about a 32nd of them.
 *
 * <p>Safe for concurrent use.
 *
 * @param version 1, 2 or 3 of the index
 * @param indexSize bytes of the index
 */
public record IndexHeader(
    int version, long indexSize, IndexToc toc, Symbols symbols, PostingsTable postings) {
  static final int MAGIC = 0xbaaad700;

  /**
   * Reads the header from an index: its last 52 bytes, its first 5, then the two sections from
   * front to end.
   *
   * @throws CorruptBlockException if they break the format
   */
  public static IndexHeader open(BlockFile index) {
    IndexToc toc = IndexToc.read(index);
    int version = version(index);
    long tableEnd = toc.endOf(toc.postingsTable(), index.size());
    Symbols symbols =
        Symbols.open(index, version, toc.symbols(), toc.endOf(toc.symbols(), index.size()), 0);
    PostingsTable postings =
        version == 1
            ? table(UnsortedTable.sorted(index, toc.postingsTable(), tableEnd), 0, version, toc)
            : PostingsTable.open(
                index, version, toc.postingsTable(), tableEnd, toc.postings(), postingsEnd(toc));
    return new IndexHeader(version, index.size(), toc, symbols, postings);
  }

  /** Opens a postings table that is the rest of a file. */
  static PostingsTable table(BlockFile file, long start, int version, IndexToc toc) {
    return PostingsTable.open(file, version, start, file.size(), toc.postings(), postingsEnd(toc));
  }

  /** Posting lists end where the first table of offsets begins. */
  static long postingsEnd(IndexToc toc) {
    return toc.endOf(toc.postings(), Long.MAX_VALUE);
  }

  static int version(BlockFile index) {
    ByteCursor head = index.cursor(0, IndexToc.HEAD_BYTES);
    int magic = head.int32();
    int version = head.u8();
    if (magic != MAGIC) {
      throw new CorruptBlockException(
          index.name(), 0, "no index: the magic number is %08x".formatted(magic));
    }
    if (version < 1 || version > 3) {
      throw new CorruptBlockException(
          index.name(), 4, "index of version " + version + "; versions 1, 2 and 3 can be read");
    }
    return version;
  }

  /** Where the series section starts. */
  public long seriesStart() {
    return toc.series();
  }

  /** Where the series section ends at the latest. */
  public long seriesEnd() {
    return toc.endOf(toc.series(), indexSize);
  }

  /** Where in the index the entry of a series starts. */
  public long seriesOffset(int id) {
    return (id & 0xffff_ffffL) * seriesAlignment();
  }

  /** What the offset of each series is a multiple of, which ids leave out. */
  public int seriesAlignment() {
    return version == 1 ? 1 : 16;
  }
}
