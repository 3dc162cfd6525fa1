package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * The posting lists of one block that decide a matcher. A matcher that takes the empty value takes
 * series without the label as well, so the lists are then those of the values that it refuses.
 *
 * @param refused true if the series in the lists are those that do not match, else those that do
 * @param lists in the order of their places in the index
 */
record MatcherLists(Matcher matcher, boolean refused, List<PostingsRange> lists) {
  /** What one range more costs, in bytes. */
  static final long RANGE_COST = 64;

  /** How many series are in the lists, at most. */
  long series() {
    long series = 0;
    for (PostingsRange list : lists) {
      series += list.series();
    }
    return series;
  }

  /** What it takes to read them, as bytes. */
  long cost() {
    long bytes = RANGE_COST * lists.size();
    for (PostingsRange list : lists) {
      bytes += list.length();
    }
    return bytes;
  }

  /** Bytes that it takes in memory, about. */
  long memory() {
    return RANGE_COST + 40L * lists.size();
  }
}
