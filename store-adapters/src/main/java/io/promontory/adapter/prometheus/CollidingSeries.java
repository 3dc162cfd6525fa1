package io.promontory.adapter.prometheus;

import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import java.util.List;
import java.util.TreeMap;

/**
 * Series that have to be sorted in memory, because their labels changed in a way that can move them
 * anywhere. Those that become equal are joined.
 */
final class CollidingSeries {
  private final TreeMap<Labels, Series> sorted = new TreeMap<>();

  void add(Series series) {
    sorted.merge(series.labels(), series, OrderRepair::joined);
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /** Adds a batch of the main stream, with these merged into it. */
  void mergeInto(List<Series> main, List<Series> out) {
    for (Series series : main) {
      while (!sorted.isEmpty() && sorted.firstKey().compareTo(series.labels()) < 0) {
        out.add(sorted.pollFirstEntry().getValue());
      }
      Series equal = sorted.remove(series.labels());
      out.add(equal == null ? series : OrderRepair.joined(series, equal));
    }
  }

  /** Adds what is left once the main stream has ended. */
  void drainInto(List<Series> out) {
    out.addAll(sorted.values());
    sorted.clear();
  }
}
