package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.series.labels.Labels;

/**
 * Reads posting lists and series of an index, each with one ranged read or two. Whoever reads many
 * at once plans the ranges with the {@link IndexHeader} and hands the bytes to {@link PostingList}
 * and {@link SeriesEntry}. Safe for concurrent use.
 *
 * @param header of the same index
 */
public record IndexReader(BlockFile index, IndexHeader header) {
  private static final int GUESSED_SERIES_BYTES = 1 << 10;
  private static final int MOST_LIST_BYTES = 1 << 30;
  private static final int MOST_SERIES_BYTES = 64 << 20;

  public static IndexReader open(BlockFile index) {
    return new IndexReader(index, IndexHeader.open(index));
  }

  /** Ids of all series. */
  public int[] allSeries() {
    return list(header.postings().all());
  }

  /** Ids of the series with a label's value; empty if there are none. */
  public int[] postings(String name, String value) {
    PostingsRange range = header.postings().find(name, value);
    return range == null ? new int[0] : list(range);
  }

  /** Ids in a list. */
  public int[] list(PostingsRange range) {
    if (range.length() > MOST_LIST_BYTES) {
      throw new CorruptBlockException(
          index.name(), range.start(), "a posting list of " + range.length() + " bytes");
    }
    return PostingList.parse(index.cursor(range.start(), (int) range.length()));
  }

  /**
   * Reads a series into an entry.
   *
   * @throws CorruptBlockException if there is none
   */
  public void series(int id, SeriesEntry into) {
    long start = header.seriesOffset(id);
    long end = header.seriesEnd();
    if (start < header.seriesStart() || start >= end) {
      throw new CorruptBlockException(index.name(), start, "no series starts here");
    }
    ByteCursor guess = index.cursor(start, (int) Math.min(GUESSED_SERIES_BYTES, end - start));
    long size = SeriesEntry.size(guess);
    if (size > Math.min(MOST_SERIES_BYTES, end - start)) {
      throw guess.corrupt("a series entry of " + size + " bytes");
    }
    into.parse(size <= guess.remaining() ? guess : index.cursor(start, (int) size));
  }

  public Labels labels(SeriesEntry entry) {
    return entry.labels(header.symbols());
  }
}
