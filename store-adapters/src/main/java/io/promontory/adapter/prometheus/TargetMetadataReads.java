package io.promontory.adapter.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.JsonFields;
import io.promontory.adapter.api.PortableMatchers;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Metadata by target, by the HTTP API. */
final class TargetMetadataReads {
  private final String store;
  private final HttpApi api;
  private final ExternalLabels external;

  TargetMetadataReads(String store, HttpApi api, Labels external) {
    this.store = store;
    this.api = api;
    this.external = new ExternalLabels(external);
  }

  Listed<TargetMetadata> read(TargetMetadataRequest request, QueryContext context) {
    List<Matcher> own = external.decide(request.matchers());
    if (own == null) {
      return new Listed<>(List.of(), Completeness.of(StoreOutcome.whole(store, StoreStats.ZERO)));
    }
    FormParams params = new FormParams();
    if (!own.isEmpty()) {
      params.add("match_target", FormParams.selector(PortableMatchers.of(own)));
    }
    if (!request.family().isEmpty()) {
      params.add("metric", request.family());
    }
    HttpApi.Result<List<TargetMetadata>> found =
        api.get(
            "/api/v1/targets/metadata", params, context, json -> entries(json, request.family()));
    return new Listed<>(
        found.data().stream().filter(request::isAbout).toList(),
        found.completeness(StoreStats.ZERO));
  }

  /**
   * @param asked the family asked for, which entries do not name
   */
  private List<TargetMetadata> entries(JsonParser json, String asked) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    List<TargetMetadata> entries = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonNode entry = JsonFields.tree(json);
      String family = JsonFields.text(entry, "metric");
      entries.add(
          new TargetMetadata(
              external.addTo(JsonFields.labels(entry, "target")),
              new MetricMetadata(
                  family.isEmpty() ? asked : family,
                  JsonFields.text(entry, "type"),
                  JsonFields.text(entry, "help"),
                  JsonFields.text(entry, "unit"))));
    }
    return entries;
  }
}
