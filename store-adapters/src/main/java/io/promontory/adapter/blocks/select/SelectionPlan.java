package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * How the series of a block are found that some matchers want.
 *
 * <p>The shortest lists are read and intersected. Lists that take more bytes than the entries of
 * the series that they would rule out are not read: such a matcher is asked about each series
 * instead, once its labels are there.
 *
 * @param fromAll whether the list of all series is where the search begins
 * @param read matchers decided by posting lists
 * @param perSeries matchers to ask about each series
 */
record SelectionPlan(boolean fromAll, List<MatcherLists> read, List<Matcher> perSeries) {
  /** Looking at so many values costs as much as reading a series. */
  private static final int VALUES_PER_SERIES = 8;

  /** Whether no series can match. */
  boolean isEmpty() {
    return read.stream().anyMatch(lists -> !lists.refused() && lists.lists().isEmpty());
  }

  /** The matchers that are decided by posting lists. */
  List<Matcher> decided() {
    return read.stream().map(MatcherLists::matcher).toList();
  }

  /**
   * @param lists finds the lists of a matcher
   */
  static SelectionPlan of(
      IndexHeader header, List<Matcher> matchers, Function<Matcher, MatcherLists> lists) {
    return new Planner(header, lists).plan(matchers);
  }

  private static final class Planner {
    private final Dictionary dictionary;
    private final Function<Matcher, MatcherLists> lists;
    private final long all;
    private final double entryBytes;
    private final List<MatcherLists> read = new ArrayList<>();
    private final List<Matcher> perSeries = new ArrayList<>();
    private double expected;

    Planner(IndexHeader header, Function<Matcher, MatcherLists> lists) {
      this.dictionary = new Dictionary(header);
      this.lists = lists;
      this.all = Math.max(1, header.postings().all().series());
      this.entryBytes = (double) (header.seriesEnd() - header.seriesStart()) / all;
      this.expected = all;
    }

    SelectionPlan plan(List<Matcher> matchers) {
      List<MatcherLists> found = new ArrayList<>();
      List<Matcher> walks = new ArrayList<>();
      long fewest = all;
      for (Matcher matcher : matchers) {
        if (dictionary.walk(matcher) > 0) {
          walks.add(matcher);
        } else {
          MatcherLists looked = lists.apply(matcher);
          found.add(looked);
          fewest = looked.refused() ? fewest : Math.min(fewest, looked.series());
        }
      }
      for (Matcher matcher : walks) {
        if (dictionary.walk(matcher) > VALUES_PER_SERIES * fewest) {
          perSeries.add(matcher);
        } else {
          MatcherLists walked = lists.apply(matcher);
          found.add(walked);
          fewest = walked.refused() ? fewest : Math.min(fewest, walked.series());
        }
      }
      return choose(found);
    }

    private SelectionPlan choose(List<MatcherLists> found) {
      found.sort(Comparator.comparing(MatcherLists::refused).thenComparingLong(MatcherLists::cost));
      for (MatcherLists one : found) {
        consider(one);
      }
      boolean fromAll = read.stream().allMatch(MatcherLists::refused);
      return new SelectionPlan(fromAll, List.copyOf(read), List.copyOf(perSeries));
    }

    private void consider(MatcherLists one) {
      double share = Math.min(1, (double) one.series() / all);
      double left = expected * (one.refused() ? 1 - share : share);
      boolean decidesAll = one.lists().isEmpty();
      if (decidesAll && one.refused()) {
        return;
      }
      // The list of all series need not be read where another one is where the search begins.
      boolean first = read.isEmpty() && !one.refused();
      double saved = (expected - left) * entryBytes + (first ? (double) all * Integer.BYTES : 0);
      if (decidesAll || one.cost() < saved) {
        read.add(one);
        expected = left;
      } else {
        perSeries.add(one.matcher());
      }
    }
  }
}
