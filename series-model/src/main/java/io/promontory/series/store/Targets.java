package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What stores scrape.
 *
 * @param droppedCounts number of dropped targets by scrape pool, in order of the names; it may
 *     count more than are listed
 */
public record Targets(
    List<ActiveTarget> active,
    List<DroppedTarget> dropped,
    Map<String, Long> droppedCounts,
    Completeness completeness) {
  /** The answer of who scrapes nothing. */
  public static final Targets NONE =
      new Targets(List.of(), List.of(), Map.of(), Completeness.NONE_ASKED);

  public Targets {
    active = List.copyOf(active);
    dropped = List.copyOf(dropped);
    droppedCounts = Collections.unmodifiableMap(new TreeMap<>(droppedCounts));
  }

  /** The same targets, of an answer that is this whole. */
  public Targets withCompleteness(Completeness other) {
    return new Targets(active, dropped, droppedCounts, other);
  }

  /** The part of these that is asked for. */
  public Targets asked(TargetsRequest request) {
    String pool = request.scrapePool();
    return new Targets(
        active.stream()
            .filter(t -> request.active() && (pool.isEmpty() || t.scrapePool().equals(pool)))
            .toList(),
        dropped.stream()
            .filter(t -> request.dropped() && (pool.isEmpty() || t.scrapePool().equals(pool)))
            .toList(),
        request.dropped() ? droppedCounts : Map.of(),
        completeness);
  }

  /** The same targets, each label set changed. */
  public Targets relabelled(UnaryOperator<Labels> change) {
    return new Targets(
        active.stream()
            .map(t -> t.withLabels(change.apply(t.discoveredLabels()), change.apply(t.labels())))
            .toList(),
        dropped.stream()
            .map(t -> new DroppedTarget(change.apply(t.discoveredLabels()), t.scrapePool()))
            .toList(),
        droppedCounts,
        completeness);
  }
}
