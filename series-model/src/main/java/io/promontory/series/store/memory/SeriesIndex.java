package io.promontory.series.store.memory;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From labels to series: by full label set, and by matchers over postings. Not safe for concurrent
 * use; reads that follow {@link #sort} may run in parallel.
 */
final class SeriesIndex {
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

  boolean isSorted() {
    return sorted.length == byId.size();
  }

  /** Ranks all series by labels. The sort finds the part sorted before as one run. */
  void sort() {
    int known = sorted.length;
    sorted = Arrays.copyOf(sorted, byId.size());
    for (int id = known; id < sorted.length; id++) {
      sorted[id] = byId.get(id);
    }
    Arrays.sort(sorted, (a, b) -> a.labels().compareTo(b.labels()));
    for (int rank = 0; rank < sorted.length; rank++) {
      sorted[rank].rank = rank;
    }
  }

  /** The series that all matchers accept, in label order. Needs a sorted index. */
  MemorySeries[] select(List<Matcher> matchers) {
    int[] ids = null;
    for (Matcher matcher : matchers) {
      if (!matcher.matchesEmpty()) {
        int[] accepted = accepted(matcher);
        ids = ids == null ? accepted : Postings.intersect(ids, accepted);
      }
    }
    if (ids == null && matchers.stream().noneMatch(Matcher::matchesEmpty)) {
      return sorted.clone();
    }
    int[] left = ids == null ? allIds() : ids;
    for (Matcher matcher : matchers) {
      if (matcher.matchesEmpty() && left.length > 0) {
        left = Postings.minus(left, refused(matcher));
      }
    }
    return inLabelOrder(left);
  }

  private MemorySeries[] inLabelOrder(int[] ids) {
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
