package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.PostingList;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names and values of the labels that series of one block have themselves: from the postings table
 * alone where that tells, else from posting lists or from the entries of matching series, whichever
 * takes fewer bytes. Used by one thread.
 */
final class BlockLabels {
  private static final int READ_FIRST = 256;
  private static final int READ_AT_ONCE = 8192;

  private final OpenBlock block;
  private final IndexHeader header;

  BlockLabels(OpenBlock block) {
    this.block = block;
    this.header = block.header();
  }

  /** Sorted by UTF-8 bytes. */
  List<String> names(List<Matcher> matchers) {
    if (matchers.isEmpty()) {
      return List.copyOf(header.postings().names());
    }
    Set<Long> symbols = new HashSet<>();
    long[] last = new long[64];
    forEachMatching(
        matchers,
        entry -> {
          for (int i = 0; i < entry.labelCount(); i++) {
            long symbol = entry.nameSymbol(i);
            // Most series have the names of the one before.
            if (i >= last.length || last[i] != symbol + 1) {
              symbols.add(symbol);
              last[Math.min(i, last.length - 1)] = symbol + 1;
            }
          }
          return true;
        });
    return texts(symbols);
  }

  /** Sorted by UTF-8 bytes; at most so many, if {@code limit} is not 0. */
  List<String> values(String label, List<Matcher> matchers, int limit) {
    List<Matcher> onLabel = matchers.stream().filter(m -> m.name().equals(label)).toList();
    List<String> values = new ArrayList<>();
    List<PostingsRange> lists = new ArrayList<>();
    boolean all = onLabel.size() == matchers.size();
    header
        .postings()
        .forEachValue(
            label,
            (value, list) -> {
              if (!value.isEmpty() && onLabel.stream().allMatch(m -> m.matches(value))) {
                values.add(value);
                lists.add(list);
              }
              return !all || limit <= 0 || values.size() < limit;
            });
    if (all || values.isEmpty()) {
      return values;
    }
    return limit > 0
        ? ofFirstSeries(label, matchers, limit)
        : matching(label, matchers, values, lists);
  }

  /** Of a few values those that the first matching series have, as Prometheus does. */
  private List<String> ofFirstSeries(String label, List<Matcher> matchers, int limit) {
    Set<Long> symbols = new HashSet<>();
    forEachMatching(
        matchers,
        entry -> {
          addValue(label, entry, symbols);
          return symbols.size() < limit;
        });
    return texts(symbols);
  }

  private void addValue(String label, SeriesEntry entry, Set<Long> symbols) {
    for (int i = 0; i < entry.labelCount(); i++) {
      if (block.symbol(entry.nameSymbol(i)).equals(label)) {
        symbols.add(entry.valueSymbol(i));
      }
    }
  }

  /** Those values that matching series have. */
  private List<String> matching(
      String label, List<Matcher> matchers, List<String> values, List<PostingsRange> lists) {
    Selection selection = Selection.of(block, matchers);
    if (selection.ids().length == 0) {
      return List.of();
    }
    long cost = lists.stream().mapToLong(list -> list.length() + MatcherLists.RANGE_COST).sum();
    SeriesReader reader = new SeriesReader(block);
    if (selection.perSeries().isEmpty()
        && header.version() > 1
        && cost < selection.ids().length * reader.meanBytes()) {
      return intersecting(selection.ids(), values, lists);
    }
    Set<Long> symbols = new HashSet<>();
    forEachMatching(
        matchers,
        entry -> {
          addValue(label, entry, symbols);
          return true;
        });
    return texts(symbols);
  }

  private List<String> intersecting(int[] ids, List<String> values, List<PostingsRange> lists) {
    FileRanges read = block.fetch(Selection.ranges(block, lists));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (PostingSets.intersect(ids, PostingList.parse(read.cursor(i)))) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  private List<String> texts(Set<Long> symbols) {
    return symbols.stream()
        .map(block::symbol)
        .filter(text -> !text.isEmpty())
        .sorted(Utf8Order.INSTANCE)
        .toList();
  }

  /** Whether any series matches. */
  boolean anyMatches(List<Matcher> matchers) {
    boolean[] found = new boolean[1];
    forEachMatching(
        matchers,
        entry -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  /** Takes entries. */
  @FunctionalInterface
  private interface EntryVisitor {
    /**
     * @param entry valid during the call only
     * @return whether more are wanted
     */
    boolean entry(SeriesEntry entry);
  }

  private void forEachMatching(List<Matcher> matchers, EntryVisitor visitor) {
    Selection selection = Selection.of(block, matchers);
    SeriesReader reader = new SeriesReader(block);
    EntryMatchers left = new EntryMatchers(block, selection.perSeries());
    int[] ids = selection.ids();
    boolean[] wanted = {true};
    int atOnce = READ_FIRST;
    int to;
    for (int from = 0; from < ids.length && wanted[0]; from = to) {
      block.context().checkAlive(block.store());
      to = (int) Math.min(ids.length, (long) from + atOnce);
      atOnce = READ_AT_ONCE;
      reader.read(
          ids,
          from,
          to,
          (id, entry, adjacent) -> {
            if (wanted[0] && left.match(entry)) {
              wanted[0] = visitor.entry(entry);
            }
          });
    }
  }
}
