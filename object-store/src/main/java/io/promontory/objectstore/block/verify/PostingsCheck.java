package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.WindowedFile;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.PostingList;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.index.PostingsTable;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.read.SeriesWalk;
import java.util.Set;

/**
 * Compares posting lists with the labels of series, both ways: each series is in the list of each
 * of its labels, and no list has another. Holds so many lists at once as memory allows, and goes
 * over the series once for those.
 */
final class PostingsCheck {
  private static final int MOST_IDS = 16 << 20;

  /** Bytes of a list without its ids. */
  private static final int HEAD_BYTES = PostingList.EMPTY_BYTES;

  private final IndexReader index;
  private final int[] ids;
  private final SymbolHashes symbols;
  private final Set<Integer> damaged;
  private final Findings findings;
  private final WindowedFile file;
  private final PostingsBatch batch = new PostingsBatch();
  private long held;
  private long met;
  private boolean allRead = true;

  /**
   * @param ids of all series, in order
   * @param damaged ids of series that cannot be read
   */
  PostingsCheck(
      IndexReader index, int[] ids, SymbolHashes symbols, Set<Integer> damaged, Findings findings) {
    this.index = index;
    this.ids = ids;
    this.symbols = symbols;
    this.damaged = damaged;
    this.findings = findings;
    this.file = new WindowedFile(index.index());
  }

  /**
   * @param labels of all series that can be read, each counted for each series
   */
  void run(long labels) {
    PostingsTable table = index.header().postings();
    for (String name : table.names()) {
      long nameHash = SymbolHashes.of(name);
      table.forEachValue(
          name,
          (value, range) -> {
            add(SymbolHashes.pair(nameHash, SymbolHashes.of(value)), range);
            return true;
          });
    }
    compare();
    if (met != labels && allRead) {
      nameMissing();
    }
  }

  private void add(long label, PostingsRange range) {
    long count = (range.length() - HEAD_BYTES) / Integer.BYTES;
    if (held + count > MOST_IDS && held > 0) {
      compare();
    }
    allRead &=
        findings.within(
            index.index().name(),
            range.start(),
            "the posting list here",
            () -> {
              ByteCursor at = file.at(range.start(), range.length());
              int[] list = PostingList.parse(at);
              long own = HEAD_BYTES + (long) list.length * Integer.BYTES;
              if (range.length() - own >= Integer.BYTES && index.header().version() > 1) {
                throw at.corrupt((range.length() - own) + " bytes belong to no posting list");
              }
              batch.add(label, range.start(), list);
              held += list.length;
            });
  }

  /** Compares the lists that are held with all series. */
  private void compare() {
    batch.seal();
    SeriesWalk walk = new SeriesWalk(index.index(), index.header(), ids);
    Findings known = new Findings("");
    for (int i = 0; i < ids.length; i++) {
      if (known.within(walk::next) && !damaged.contains(ids[i])) {
        compare(walk.entry(), ids[i]);
      }
    }
    for (int list = 0; list < batch.size(); list++) {
      skipTo(list, -1);
    }
    batch.clear();
    held = 0;
  }

  private void compare(SeriesEntry entry, int id) {
    for (int i = 0; i < entry.labelCount(); i++) {
      long label =
          SymbolHashes.pair(symbols.of(entry.nameSymbol(i)), symbols.of(entry.valueSymbol(i)));
      int list = batch.find(label);
      if (list < 0) {
        continue;
      }
      met++;
      skipTo(list, id);
      if (batch.hasNext(list) && batch.peek(list) == id) {
        batch.skip(list);
      } else {
        findings.add(
            "index",
            batch.start(list),
            "the posting list of " + label(entry, i) + " lacks " + index.labels(entry));
      }
    }
  }

  /** Passes ids below one, none of which should be there. */
  private void skipTo(int list, int id) {
    while (batch.hasNext(list) && Integer.compareUnsigned(batch.peek(list), id) < 0) {
      if (!damaged.contains(batch.peek(list))) {
        findings.add(
            "index",
            batch.start(list),
            "a posting list has series "
                + Integer.toUnsignedString(batch.peek(list))
                + ", which has not its label, or does not exist");
      }
      batch.skip(list);
    }
  }

  private String label(SeriesEntry entry, int i) {
    return index.header().symbols().get(entry.nameSymbol(i))
        + "="
        + index.header().symbols().get(entry.valueSymbol(i));
  }

  /** Some label has no list: looks each up. */
  private void nameMissing() {
    SeriesWalk walk = new SeriesWalk(index.index(), index.header(), ids);
    Findings known = new Findings("");
    for (int i = 0; i < ids.length && findings.count() == 0; i++) {
      if (known.within(walk::next) && !damaged.contains(ids[i])) {
        SeriesEntry entry = walk.entry();
        for (int k = 0; k < entry.labelCount(); k++) {
          String name = index.header().symbols().get(entry.nameSymbol(k));
          String value = index.header().symbols().get(entry.valueSymbol(k));
          if (index.header().postings().find(name, value) == null) {
            findings.add(
                "index",
                index.header().toc().postingsTable(),
                "there is no posting list of " + label(entry, k) + ", which a series has");
          }
        }
      }
    }
  }
}
