package io.promontory.frontend.explore;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the series of a metric look like: how many each store has, and how the values of each label
 * share them.
 *
 * @param series how many there are, those of several stores once; {@link #MOST_SERIES} at most
 * @param stores how many each store has, likewise; without those that failed
 * @param labels by name
 */
public record MetricDetail(
    int series, Map<String, Integer> stores, List<LabelShare> labels, Completeness completeness) {
  /** Series looked at, of all stores and of each. */
  public static final int MOST_SERIES = 10_000;

  private static final int MOST_VALUES = 20;

  /**
   * A label.
   *
   * @param values how many it has
   * @param top how many series have each of the most frequent ones, the most frequent first
   */
  public record LabelShare(String name, int values, Map<String, Integer> top) {}

  /** Looks at the series of a metric between two times, in ms. */
  public static MetricDetail of(
      Store all, String metric, long minTime, long maxTime, QueryContext context) {
    SelectRequest request =
        SelectRequest.of(minTime, maxTime, List.of(Matcher.equal(Labels.METRIC_NAME, metric)))
            .labelsOnly(MOST_SERIES);
    Map<String, Integer> stores = new LinkedHashMap<>();
    for (String store : OneStore.names(all, request, context)) {
      try (SeriesSet set = all.select(request, OneStore.only(store, context))) {
        int count = 0;
        while (count < MOST_SERIES && set.next() != null) {
          count++;
        }
        if (count > 0 || set.completeness().isWhole()) {
          stores.put(store, count);
        }
      }
    }
    Map<String, Map<String, Integer>> values = new TreeMap<>();
    int count = 0;
    try (SeriesSet set = all.select(request, context)) {
      Series series = set.next();
      while (series != null && count < MOST_SERIES) {
        count++;
        Labels labels = series.labels();
        for (int i = 0; i < labels.size(); i++) {
          values
              .computeIfAbsent(labels.name(i), any -> new HashMap<>())
              .merge(labels.value(i), 1, Integer::sum);
        }
        series = set.next();
      }
      values.remove(Labels.METRIC_NAME);
      return new MetricDetail(
          count,
          stores,
          values.entrySet().stream().map(e -> share(e.getKey(), e.getValue())).toList(),
          set.completeness());
    }
  }

  private static LabelShare share(String name, Map<String, Integer> counts) {
    Map<String, Integer> top = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_VALUES)
        .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
    return new LabelShare(name, counts.size(), top);
  }
}
