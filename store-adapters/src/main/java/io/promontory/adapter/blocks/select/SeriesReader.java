package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.SeriesEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of many series of a block at once. The length of an entry shows only when it is
 * there, so a guess is read first, and the few that are longer are asked for again. Used by one
 * thread.
 */
final class SeriesReader {
  private static final int LEAST_GUESS = 64;
  private static final int MOST_GUESS = 64 << 10;
  private static final int MOST_ENTRY_BYTES = 64 << 20;

  private final OpenBlock block;
  private final IndexHeader header;
  private final long mean;
  private final int guess;
  private final long alignment;
  private final SeriesEntry entry = new SeriesEntry();

  /** Takes the entries in the order of the ids. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param entry valid during the call only
     * @param adjacent whether the entry lies right behind the one before, so that its chunks do too
     */
    void entry(int id, SeriesEntry entry, boolean adjacent);
  }

  SeriesReader(OpenBlock block) {
    this.block = block;
    this.header = block.header();
    this.alignment = header.seriesAlignment();
    long series = Math.max(1, header.postings().all().series());
    this.mean = (header.seriesEnd() - header.seriesStart()) / series;
    this.guess = Math.clamp(mean + mean / 2, LEAST_GUESS, MOST_GUESS);
  }

  /** Bytes of an entry, on average. */
  long meanBytes() {
    return mean;
  }

  /** Visits some series of ascending ids. */
  void read(int[] ids, int from, int to, Visitor visitor) {
    WantedRanges wanted = block.ofIndex(to - from);
    for (int i = from; i < to; i++) {
      long start = header.seriesOffset(ids[i]);
      long end = i + 1 < ids.length ? header.seriesOffset(ids[i + 1]) : header.seriesEnd();
      if (start < header.seriesStart() || start >= header.seriesEnd()) {
        throw block.corrupt(start, "no series starts here");
      }
      long room = Math.min(end, header.seriesEnd()) - start;
      wanted.add(start, (int) Math.min(guess, room));
    }
    FileRanges read = block.fetch(wanted);
    List<ByteCursor> again = readAgain(wanted, read);
    int next = 0;
    long behind = -1;
    for (int i = 0; i < read.count(); i++) {
      ByteCursor at = read.cursor(i);
      if (SeriesEntry.size(at) > at.remaining() && again != null) {
        at = again.get(next++);
      }
      boolean adjacent = at.offset() == behind;
      entry.parse(at);
      behind = Math.ceilDiv(at.offset(), alignment) * alignment;
      visitor.entry(ids[from + i], entry, adjacent);
    }
  }

  /** The entries that are longer than what was read, in order; null if there are none. */
  private @Nullable List<ByteCursor> readAgain(WantedRanges wanted, FileRanges read) {
    WantedRanges longer = null;
    for (int i = 0; i < read.count(); i++) {
      ByteCursor at = read.cursor(i);
      long size = SeriesEntry.size(at);
      if (size > at.remaining()) {
        if (size > Math.min(MOST_ENTRY_BYTES, header.seriesEnd() - wanted.start(i))) {
          throw at.corrupt("a series entry of " + size + " bytes");
        }
        longer = longer == null ? block.ofIndex(16) : longer;
        longer.add(wanted.start(i), (int) size);
      }
    }
    if (longer == null) {
      return null;
    }
    FileRanges whole = block.fetch(longer);
    List<ByteCursor> cursors = new ArrayList<>(whole.count());
    for (int i = 0; i < whole.count(); i++) {
      cursors.add(whole.cursor(i));
    }
    return cursors;
  }
}
