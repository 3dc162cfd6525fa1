package io.promontory.frontend.explore;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of a span of time with the stores that have them, as they were at one moment.
 *
 * @param metrics sorted by name
 */
public record MetricCatalogue(List<Metric> metrics, Completeness completeness) {
  /** Of a store with more names the first are taken. */
  static final int MOST_NAMES = 500_000;

  private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum");

  /**
   * A metric.
   *
   * @param type as the metadata has it; empty where no store has any
   */
  public record Metric(String name, String type, String unit, String help, List<String> stores) {
    /** Whether its name or help has all these words, which are in lower case. */
    public boolean has(List<String> words) {
      String text = (name + " " + help).toLowerCase(Locale.ROOT);
      return words.stream().allMatch(text::contains);
    }
  }

  public MetricCatalogue {
    metrics = List.copyOf(metrics);
  }

  /**
   * Asks every store for its names, and for what is told of them.
   *
   * @param minTime ms
   * @param maxTime ms
   */
  public static MetricCatalogue of(Store all, long minTime, long maxTime, QueryContext context) {
    Map<String, List<String>> stores = new TreeMap<>(Utf8Order.INSTANCE);
    Completeness completeness = Completeness.NONE_ASKED;
    SelectRequest any =
        SelectRequest.of(
            minTime, maxTime, List.of(Matcher.of(Matcher.Type.NEQ, Labels.METRIC_NAME, "")));
    for (String store : OneStore.names(all, any, context)) {
      LabelsResult names =
          all.labelValues(
              new LabelValuesRequest(Labels.METRIC_NAME, minTime, maxTime, List.of(), MOST_NAMES),
              OneStore.only(store, context));
      names.values().forEach(n -> stores.computeIfAbsent(n, any2 -> new ArrayList<>(2)).add(store));
      completeness = completeness.plus(asked(names.completeness()));
    }
    Map<String, MetricMetadata> told = told(all, context);
    List<Metric> metrics = new ArrayList<>(stores.size());
    stores.forEach(
        (name, in) -> {
          MetricMetadata of = of(name, told);
          metrics.add(new Metric(name, of.type(), of.unit(), of.help(), List.copyOf(in)));
        });
    return new MetricCatalogue(metrics, completeness);
  }

  private static Completeness asked(Completeness one) {
    return new Completeness(
        one.outcomes().stream()
            .filter(outcome -> outcome.status() != StoreOutcome.Status.NOT_ASKED)
            .toList());
  }

  /** Without metadata names are worth showing all the same. */
  private static Map<String, MetricMetadata> told(Store all, QueryContext context) {
    Map<String, MetricMetadata> told = new HashMap<>();
    try {
      Listed<MetricMetadata> listed = all.metadata(new MetadataRequest("", -1, 1), context);
      listed.values().forEach(one -> told.putIfAbsent(one.family(), one));
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.CANCELED) {
        throw e;
      }
    }
    return told;
  }

  private static MetricMetadata of(String name, Map<String, MetricMetadata> told) {
    MetricMetadata own = told.get(name);
    for (String suffix : SUFFIXES) {
      if (own == null && name.endsWith(suffix)) {
        own = told.get(name.substring(0, name.length() - suffix.length()));
      }
    }
    return own == null ? new MetricMetadata(name, "", "", "") : own;
  }
}
