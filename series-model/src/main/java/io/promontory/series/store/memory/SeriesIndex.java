package io.promontory.series.store.memory;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From labels to series: by full label set, and by matchers over postings. Not safe for concurrent
 * use; reads may run in parallel.
 */
final class SeriesIndex {
  /** Up to one part in so many of the series are put in order by themselves. */
  private static final int PARTS_WORTH_A_SORT = 16;

  private static final Comparator<MemorySeries> BY_LABELS =
      (a, b) -> a.labels().compareTo(b.labels());

  private final Map<Labels, MemorySeries> byLabels = new HashMap<>();
  private final List<MemorySeries> byId = new ArrayList<>();
  private final Map<String, Map<String, IdList>> postings = new HashMap<>();
  private MemorySeries[] sorted = new MemorySeries[0];

  @Nullable MemorySeries get(Labels labels) {
    return byLabels.get(labels);
  }

  int size() {
    return byId.size();
  }

  void add(MemorySeries series) {
    int id = byId.size();
    byId.add(series);
    Labels labels = series.labels();
    byLabels.put(labels, series);
    for (int i = 0; i < labels.size(); i++) {
      postings
          .computeIfAbsent(labels.name(i), name -> new HashMap<>())
          .computeIfAbsent(labels.value(i), value -> new IdList())
          .add(id);
    }
  }

  private boolean isSorted() {
    return sorted.length == byId.size();
  }

  /** Whether so many series are put in order at little cost, without sorting all of them. */
  boolean ordersCheaply(int count) {
    return isSorted() || count <= byId.size() / PARTS_WORTH_A_SORT;
  }

  /** Ranks all series by labels. The sort finds the part sorted before as one run. */
  void sort() {
    int known = sorted.length;
    sorted = Arrays.copyOf(sorted, byId.size());
    for (int id = known; id < sorted.length; id++) {
      sorted[id] = byId.get(id);
    }
    Arrays.sort(sorted, BY_LABELS);
    for (int rank = 0; rank < sorted.length; rank++) {
      sorted[rank].rank = rank;
    }
  }

  /** The numbers of the series that all matchers accept, in any order. */
  int[] matching(List<Matcher> matchers) {
    int[] ids = null;
    for (Matcher matcher : matchers) {
      if (!matcher.matchesEmpty()) {
        int[] accepted = accepted(matcher);
        ids = ids == null ? accepted : Postings.intersect(ids, accepted);
      }
    }
    if (ids == null && matchers.stream().noneMatch(Matcher::matchesEmpty)) {
      return allIds();
    }
    int[] left = ids == null ? allIds() : ids;
    for (Matcher matcher : matchers) {
      if (matcher.matchesEmpty() && left.length > 0) {
        left = Postings.minus(left, refused(matcher));
      }
    }
    return left;
  }

  /** Series in label order. */
  MemorySeries[] inLabelOrder(int[] ids) {
    if (!isSorted()) {
      MemorySeries[] some = new MemorySeries[ids.length];
      Arrays.setAll(some, i -> byId.get(ids[i]));
      Arrays.sort(some, BY_LABELS);
      return some;
    }
    if (ids.length == sorted.length) {
      return sorted.clone();
    }
    int[] ranks = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ranks[i] = byId.get(ids[i]).rank;
    }
    Arrays.sort(ranks);
    MemorySeries[] selected = new MemorySeries[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      selected[i] = sorted[ranks[i]];
    }
    return selected;
  }

  private int[] allIds() {
    int[] ids = new int[byId.size()];
    Arrays.setAll(ids, i -> i);
    return ids;
  }

  /** Series with a value that matches. */
  private int[] accepted(Matcher matcher) {
    Map<String, IdList> values = postings.getOrDefault(matcher.name(), Map.of());
    List<String> few = matcher.setValues();
    if (few != null) {
      IdList union = new IdList();
      for (String value : few) {
        IdList ids = values.get(value);
        if (ids != null) {
          union.addAll(ids);
        }
      }
      return few.size() == 1 ? union.toArray() : union.toSortedArray();
    }
    IdList union = new IdList();
    values.forEach(
        (value, ids) -> {
          if (matcher.matches(value)) {
            union.addAll(ids);
          }
        });
    return union.toSortedArray();
  }

  /** Series with a value that does not match. */
  private int[] refused(Matcher matcher) {
    IdList union = new IdList();
    postings
        .getOrDefault(matcher.name(), Map.of())
        .forEach(
            (value, ids) -> {
              if (!matcher.matches(value)) {
                union.addAll(ids);
              }
            });
    return union.toSortedArray();
  }

  /** An index over the series that a truncation leaves. */
  SeriesIndex truncatedBefore(long time) {
    SeriesIndex left = new SeriesIndex();
    for (MemorySeries series : byId) {
      if (!series.truncateBefore(time)) {
        left.add(series);
      }
    }
    return left;
  }

  long minTime() {
    return byId.stream().mapToLong(MemorySeries::minTime).min().orElse(Long.MIN_VALUE);
  }
}
