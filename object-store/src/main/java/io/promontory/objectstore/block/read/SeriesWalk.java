package io.promontory.objectstore.block.read;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.WindowedFile;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.SeriesEntry;

/** Reads the series of an index in the order of their ids, with large reads. */
public final class SeriesWalk {
  private static final int LENGTH_BYTES = 5;

  private final IndexHeader header;
  private final int[] ids;
  private final WindowedFile index;
  private final SeriesEntry entry = new SeriesEntry();
  private int next;
  private long start;
  private long end;

  /**
   * @param ids of all series, in order
   */
  public SeriesWalk(BlockFile index, IndexHeader header, int[] ids) {
    this.header = header;
    this.ids = ids;
    this.index = new WindowedFile(index);
    this.end = header.seriesStart();
  }

  /**
   * Moves to the next series and reads it.
   *
   * @return whether there is one
   * @throws CorruptBlockException if it is damaged; the next call goes on behind it
   */
  public boolean next() {
    if (next == ids.length) {
      return false;
    }
    start = header.seriesOffset(ids[next++]);
    if (start < header.seriesStart() || start >= header.seriesEnd()) {
      throw new CorruptBlockException(
          index.file().name(), start, "a series is listed here, outside of their section");
    }
    ByteCursor at = index.at(start, LENGTH_BYTES);
    long size = SeriesEntry.size(at);
    if (size < 0 || size > header.seriesEnd() - start) {
      throw at.corrupt("a series entry goes beyond the section of series");
    }
    end = start + size;
    entry.parse(index.at(start, size));
    return true;
  }

  /** The series that was read last. */
  public SeriesEntry entry() {
    return entry;
  }

  /** Id of the series that was tried last. */
  public int id() {
    return ids[next - 1];
  }

  /** Where its entry starts in the index. */
  public long start() {
    return start;
  }

  /** Where its entry ends. */
  public long end() {
    return end;
  }
}
