package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Alert;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.StoreStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules and their state, by the HTTP API. Only the kind is left to the server: not every version
 * knows the other filters, and matchers see external labels, which the server does not show.
 */
public final class RuleReads {
  private final HttpApi api;
  private final ExternalLabels external;

  public RuleReads(HttpApi api, Labels external) {
    this.api = api;
    this.external = new ExternalLabels(external);
  }

  public Listed<RuleGroup> read(RulesRequest request, QueryContext context) {
    FormParams params = new FormParams();
    switch (request.kind()) {
      case ALL -> {}
      case ALERTING -> params.add("type", "alert");
      case RECORDING -> params.add("type", "record");
    }
    HttpApi.Result<List<RuleGroup>> found =
        api.get("/api/v1/rules", params, context, RuleReads::groups);
    List<RuleGroup> all =
        found.data().stream().map(group -> group.relabelled(external::addTo)).toList();
    return new Listed<>(request.of(all), found.completeness(StoreStats.ZERO));
  }

  private static List<RuleGroup> groups(JsonParser json) throws IOException {
    JsonNode data = JsonFields.tree(json);
    List<RuleGroup> groups = new ArrayList<>();
    for (JsonNode group : JsonFields.objects(data, "groups")) {
      List<Rule> rules = new ArrayList<>();
      for (JsonNode rule : JsonFields.objects(group, "rules")) {
        rules.add(
            JsonFields.text(rule, "type").equals("alerting") ? alerting(rule) : recording(rule));
      }
      groups.add(
          new RuleGroup(
              JsonFields.text(group, "file"),
              JsonFields.text(group, "name"),
              rules,
              JsonFields.number(group, "interval"),
              (long) JsonFields.number(group, "limit"),
              JsonFields.number(group, "evaluationTime"),
              JsonFields.timeOrNever(group, "lastEvaluation"),
              strictness(JsonFields.text(group, "partialResponseStrategy"))));
    }
    return groups;
  }

  private static RuleGroup.@Nullable Strictness strictness(String text) {
    return switch (text) {
      case "WARN" -> RuleGroup.Strictness.WARN;
      case "ABORT" -> RuleGroup.Strictness.ABORT;
      default -> null;
    };
  }

  private static Rule recording(JsonNode rule) throws IOException {
    return new Rule.Recording(
        JsonFields.text(rule, "name"),
        JsonFields.text(rule, "query"),
        JsonFields.labels(rule, "labels"),
        JsonFields.text(rule, "health"),
        JsonFields.text(rule, "lastError"),
        JsonFields.number(rule, "evaluationTime"),
        JsonFields.timeOrNever(rule, "lastEvaluation"));
  }

  private static Rule alerting(JsonNode rule) throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : JsonFields.objects(rule, "alerts")) {
      alerts.add(
          new Alert(
              JsonFields.labels(alert, "labels"),
              JsonFields.labels(alert, "annotations"),
              AlertState.of(JsonFields.text(alert, "state")),
              JsonFields.time(alert, "activeAt"),
              JsonFields.time(alert, "keepFiringSince"),
              JsonFields.text(alert, "value")));
    }
    return new Rule.Alerting(
        AlertState.of(JsonFields.text(rule, "state")),
        JsonFields.text(rule, "name"),
        JsonFields.text(rule, "query"),
        JsonFields.number(rule, "duration"),
        JsonFields.number(rule, "keepFiringFor"),
        JsonFields.labels(rule, "labels"),
        JsonFields.labels(rule, "annotations"),
        alerts,
        JsonFields.text(rule, "health"),
        JsonFields.text(rule, "lastError"),
        JsonFields.number(rule, "evaluationTime"),
        JsonFields.timeOrNever(rule, "lastEvaluation"));
  }
}
