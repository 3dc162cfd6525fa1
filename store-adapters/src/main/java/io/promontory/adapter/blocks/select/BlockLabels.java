package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.PostingList;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.series.labels.Labels;
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
    return all || values.isEmpty() ? values : matching(label, matchers, values, lists);
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
          for (int i = 0; i < entry.labelCount(); i++) {
            if (block.symbol(entry.nameSymbol(i)).equals(label)) {
              symbols.add(entry.valueSymbol(i));
            }
          }
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
    forEachMatching(matchers, entry -> found[0] = true);
    return found[0];
  }

  /** Takes entries, valid during the call only. */
  @FunctionalInterface
  private interface EntryVisitor {
    void entry(SeriesEntry entry);
  }

  private void forEachMatching(List<Matcher> matchers, EntryVisitor visitor) {
    Selection selection = Selection.of(block, matchers);
    SeriesReader reader = new SeriesReader(block);
    int[] ids = selection.ids();
    for (int from = 0; from < ids.length; from += READ_AT_ONCE) {
      block.context().checkAlive(block.store());
      int to = (int) Math.min(ids.length, (long) from + READ_AT_ONCE);
      reader.read(
          ids,
          from,
          to,
          (id, entry, adjacent) -> {
            if (matches(entry, selection.perSeries())) {
              visitor.entry(entry);
            }
          });
    }
  }

  private boolean matches(SeriesEntry entry, List<Matcher> matchers) {
    if (matchers.isEmpty()) {
      return true;
    }
    Labels labels = block.labels(entry);
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels.getOrEmpty(matcher.name()))) {
        return false;
      }
    }
    return true;
  }
}
