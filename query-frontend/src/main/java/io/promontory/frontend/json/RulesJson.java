package io.promontory.frontend.json;

import io.promontory.series.store.Alert;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.text.ApiTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules and alerts as trees of the shapes that Prometheus' HTTP API gives them. */
public final class RulesJson {
  private RulesJson() {}

  /**
   * A group.
   *
   * @param withAlerts whether its rules tell theirs; null in their place otherwise
   * @param withStores whether it tells who evaluates it, which Prometheus has no word for
   */
  public static Map<String, Object> group(RuleGroup group, boolean withAlerts, boolean withStores) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", group.name());
    tree.put("file", group.file());
    List<Object> rules = new ArrayList<>();
    for (Rule rule : group.rules()) {
      rules.add(
          switch (rule) {
            case Rule.Alerting alerting -> alerting(alerting, withAlerts);
            case Rule.Recording recording -> recording(recording);
          });
    }
    tree.put("rules", rules);
    tree.put("interval", group.intervalSeconds());
    tree.put("limit", group.limit());
    tree.put("evaluationTime", group.evaluationSeconds());
    tree.put("lastEvaluation", ApiTimes.rfc3339(group.lastEvaluation()));
    if (group.strictness() != null) {
      tree.put("partialResponseStrategy", group.strictness().name());
    }
    if (withStores) {
      tree.put("stores", group.stores());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> alerting(Rule.Alerting rule, boolean withAlerts) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("state", rule.state().text());
    tree.put("name", rule.name());
    tree.put("query", rule.query());
    tree.put("duration", rule.holdSeconds());
    tree.put("keepFiringFor", rule.keepFiringSeconds());
    tree.put("labels", rule.labels());
    tree.put("annotations", rule.annotations());
    tree.put("alerts", withAlerts ? rule.alerts().stream().map(RulesJson::alert).toList() : null);
    evaluation(tree, rule);
    tree.put("type", "alerting");
    return tree;
  }

  private static Map<String, @Nullable Object> recording(Rule.Recording rule) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", rule.name());
    tree.put("query", rule.query());
    tree.put("labels", rule.labels());
    evaluation(tree, rule);
    tree.put("type", "recording");
    return tree;
  }

  private static void evaluation(Map<String, @Nullable Object> tree, Rule rule) {
    tree.put("health", rule.health());
    if (!rule.lastError().isEmpty()) {
      tree.put("lastError", rule.lastError());
    }
    tree.put("evaluationTime", rule.evaluationSeconds());
    tree.put("lastEvaluation", ApiTimes.rfc3339(rule.lastEvaluation()));
  }

  /** One active alert. */
  public static Map<String, Object> alert(Alert alert) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("labels", alert.labels());
    tree.put("annotations", alert.annotations());
    tree.put("state", alert.state().text());
    time(tree, "activeAt", alert.activeAt());
    time(tree, "keepFiringSince", alert.keepFiringSince());
    tree.put("value", alert.value());
    return tree;
  }

  private static void time(Map<String, Object> tree, String key, @Nullable Instant time) {
    if (time != null) {
      tree.put(key, ApiTimes.rfc3339(time));
    }
  }
}
