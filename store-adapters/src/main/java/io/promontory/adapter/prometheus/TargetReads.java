package io.promontory.adapter.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.JsonFields;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.DroppedTarget;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server scrapes, by the HTTP API. */
final class TargetReads {
  private final HttpApi api;
  private final ExternalLabels external;

  TargetReads(HttpApi api, Labels external) {
    this.api = api;
    this.external = new ExternalLabels(external);
  }

  Targets read(TargetsRequest request, QueryContext context) {
    FormParams params = new FormParams();
    if (!request.scrapePool().isEmpty()) {
      params.add("scrapePool", request.scrapePool());
    }
    if (request.active() != request.dropped()) {
      params.add("state", request.active() ? "active" : "dropped");
    }
    HttpApi.Result<Targets> found =
        api.get("/api/v1/targets", params, context, TargetReads::targets);
    // Servers of before 2.42 know no scrapePool.
    return found
        .data()
        .asked(request)
        .relabelled(external::addTo)
        .withCompleteness(found.completeness(StoreStats.ZERO));
  }

  private static Targets targets(JsonParser json) throws IOException {
    JsonNode data = JsonFields.tree(json);
    List<ActiveTarget> active = new ArrayList<>();
    for (JsonNode target : JsonFields.objects(data, "activeTargets")) {
      active.add(
          new ActiveTarget(
              JsonFields.labels(target, "discoveredLabels"),
              JsonFields.labels(target, "labels"),
              JsonFields.text(target, "scrapePool"),
              JsonFields.text(target, "scrapeUrl"),
              JsonFields.text(target, "globalUrl"),
              JsonFields.text(target, "lastError"),
              JsonFields.timeOrNever(target, "lastScrape"),
              JsonFields.number(target, "lastScrapeDuration"),
              JsonFields.text(target, "health"),
              JsonFields.text(target, "scrapeInterval"),
              JsonFields.text(target, "scrapeTimeout")));
    }
    List<DroppedTarget> dropped = new ArrayList<>();
    for (JsonNode target : JsonFields.objects(data, "droppedTargets")) {
      dropped.add(
          new DroppedTarget(
              JsonFields.labels(target, "discoveredLabels"),
              JsonFields.text(target, "scrapePool")));
    }
    Map<String, Long> counts = new HashMap<>();
    JsonNode listed = data.path("droppedTargetCounts");
    for (var count : listed.properties()) {
      counts.put(count.getKey(), (long) JsonFields.number(listed, count.getKey()));
    }
    return new Targets(active, dropped, counts, Completeness.NONE_ASKED);
  }
}
