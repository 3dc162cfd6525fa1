package io.promontory.frontend.json;

import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.DroppedTarget;
import io.promontory.series.store.Targets;
import io.promontory.series.text.ApiTimes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets as trees of the shapes that Prometheus' HTTP API gives them. */
public final class TargetsJson {
  private TargetsJson() {}

  /**
   * @param withCounts whether dropped targets were asked for; else their counts are null
   */
  public static Map<String, @Nullable Object> of(Targets targets, boolean withCounts) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("activeTargets", targets.active().stream().map(TargetsJson::active).toList());
    tree.put("droppedTargets", targets.dropped().stream().map(TargetsJson::dropped).toList());
    tree.put("droppedTargetCounts", withCounts ? targets.droppedCounts() : null);
    return tree;
  }

  private static Map<String, Object> active(ActiveTarget target) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("discoveredLabels", target.discoveredLabels());
    tree.put("labels", target.labels());
    tree.put("scrapePool", target.scrapePool());
    tree.put("scrapeUrl", target.scrapeUrl());
    tree.put("globalUrl", target.globalUrl());
    tree.put("lastError", target.lastError());
    tree.put("lastScrape", ApiTimes.rfc3339(target.lastScrape()));
    tree.put("lastScrapeDuration", target.lastScrapeSeconds());
    tree.put("health", target.health());
    tree.put("scrapeInterval", target.scrapeInterval());
    tree.put("scrapeTimeout", target.scrapeTimeout());
    return tree;
  }

  private static Map<String, Object> dropped(DroppedTarget target) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("discoveredLabels", target.discoveredLabels());
    tree.put("scrapePool", target.scrapePool());
    return tree;
  }
}
