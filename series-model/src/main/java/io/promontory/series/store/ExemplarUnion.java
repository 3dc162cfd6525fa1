package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Exemplars of several answers: equal label sets become one series, sorted by labels; of each the
 * exemplars by time, and those equal in time, value and labels once. Not safe for concurrent use.
 */
public final class ExemplarUnion {
  private static final Comparator<Exemplar> ORDER =
      Comparator.comparingLong(Exemplar::timestamp)
          .thenComparing(Exemplar::labels)
          .thenComparingLong(exemplar -> Double.doubleToRawLongBits(exemplar.value()));

  private final Map<Labels, TreeSet<Exemplar>> series = new TreeMap<>();

  /** Adds exemplars of a series. */
  public void add(Labels labels, List<Exemplar> exemplars) {
    series.computeIfAbsent(labels, key -> new TreeSet<>(ORDER)).addAll(exemplars);
  }

  /** What was added; series without exemplars are left out. */
  public List<SeriesExemplars> result() {
    return series.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> new SeriesExemplars(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
