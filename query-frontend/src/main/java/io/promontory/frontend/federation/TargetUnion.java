package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.DroppedTarget;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Targets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Targets of several stores. Where replicas scrape the same target, it is shown once, as the store
 * that scraped it last saw it; who asks for it without {@code dedup} sees every store's own.
 */
final class TargetUnion {
  private static final Comparator<ActiveTarget> ORDER =
      Comparator.comparing(ActiveTarget::scrapePool)
          .thenComparing(ActiveTarget::labels)
          .thenComparing(ActiveTarget::scrapeUrl);

  private TargetUnion() {}

  private record Key(String pool, String url, Labels discovered, Labels labels) {}

  static Targets of(List<Targets> answers, QueryScope scope) {
    List<ActiveTarget> active = new ArrayList<>();
    List<DroppedTarget> dropped = new ArrayList<>();
    Map<String, Long> counts = new HashMap<>();
    for (Targets answer : answers) {
      Targets shown = answer.relabelled(labels -> Replicas.shown(labels, scope));
      active.addAll(shown.active());
      dropped.addAll(shown.dropped());
      shown.droppedCounts().forEach((pool, count) -> counts.merge(pool, count, Long::sum));
    }
    if (scope.dedup()) {
      Map<Key, ActiveTarget> latest = new LinkedHashMap<>();
      for (ActiveTarget target : active) {
        latest.merge(
            new Key(
                target.scrapePool(),
                target.scrapeUrl(),
                target.discoveredLabels(),
                target.labels()),
            target,
            (one, other) -> other.lastScrape().isAfter(one.lastScrape()) ? other : one);
      }
      active = new ArrayList<>(latest.values());
      Set<DroppedTarget> once = new LinkedHashSet<>(dropped);
      dropped = new ArrayList<>(once);
    }
    active.sort(ORDER);
    dropped.sort(Comparator.comparing(DroppedTarget::scrapePool));
    return new Targets(active, dropped, counts, Completeness.NONE_ASKED);
  }
}
