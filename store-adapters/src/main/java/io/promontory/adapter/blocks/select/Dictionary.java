package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.index.PostingsTable;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the posting lists that decide a matcher in the table of a block's index. */
final class Dictionary {
  private final PostingsTable table;

  Dictionary(IndexHeader header) {
    this.table = header.postings();
  }

  /**
   * How many values have to be looked at for the lists of a matcher; 0 if they can be looked up.
   */
  int walk(Matcher matcher) {
    return values(matcher) == null ? table.valueCount(matcher.name()) : 0;
  }

  /** The lists of a matcher. */
  MatcherLists lists(Matcher matcher) {
    List<PostingsRange> lists = new ArrayList<>();
    List<String> values = values(matcher);
    if (values == null) {
      walk(matcher, lists);
    } else {
      lookUp(matcher.name(), values, lists);
    }
    lists.sort(Comparator.comparingLong(PostingsRange::start));
    return new MatcherLists(matcher, matcher.matchesEmpty(), List.copyOf(lists));
  }

  private void lookUp(String name, List<String> values, List<PostingsRange> lists) {
    for (String value : values) {
      PostingsRange list = value.isEmpty() ? null : table.find(name, value);
      if (list != null) {
        lists.add(list);
      }
    }
  }

  private void walk(Matcher matcher, List<PostingsRange> lists) {
    boolean refused = matcher.matchesEmpty();
    String prefix = refused ? "" : matcher.prefix();
    table.forEachValueFrom(
        matcher.name(),
        prefix,
        (value, list) -> {
          if (!value.startsWith(prefix)) {
            return false;
          }
          if (!value.isEmpty() && matcher.matches(value) != refused) {
            lists.add(list);
          }
          return true;
        });
  }

  /** The values whose lists are those of a matcher, where they are known without a walk. */
  private static @Nullable List<String> values(Matcher matcher) {
    return matcher.matchesEmpty() ? matcher.refusedValues() : matcher.setValues();
  }
}
