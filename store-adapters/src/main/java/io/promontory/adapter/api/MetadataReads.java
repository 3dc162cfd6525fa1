package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metadata of metric families, by the HTTP API. */
public final class MetadataReads {
  private final HttpApi api;

  public MetadataReads(HttpApi api) {
    this.api = api;
  }

  public Listed<MetricMetadata> read(MetadataRequest request, QueryContext context) {
    if (request.limit() == 0) {
      return Listed.none();
    }
    FormParams params = new FormParams();
    if (!request.metric().isEmpty()) {
      params.add("metric", request.metric());
    }
    HttpApi.Result<Map<String, List<MetricMetadata>>> found =
        api.get("/api/v1/metadata", params, context, MetadataReads::families);
    List<MetricMetadata> entries = new ArrayList<>();
    found.data().values().stream()
        .limit(request.limit() > 0 ? request.limit() : Long.MAX_VALUE)
        .forEach(family -> entries.addAll(cut(family, request.limitPerMetric())));
    return new Listed<>(entries, found.completeness(StoreStats.ZERO));
  }

  private static List<MetricMetadata> cut(List<MetricMetadata> family, int limit) {
    return limit > 0 && limit < family.size() ? family.subList(0, limit) : family;
  }

  private static Map<String, List<MetricMetadata>> families(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    Map<String, List<MetricMetadata>> families = new TreeMap<>(Utf8Order.INSTANCE);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String family = json.currentName();
      json.nextToken();
      HttpApi.expect(json, JsonToken.START_ARRAY);
      List<MetricMetadata> entries = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        entries.add(entry(family, json));
      }
      families.put(family, entries);
    }
    return families;
  }

  private static MetricMetadata entry(String family, JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    String type = "";
    String help = "";
    String unit = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "type" -> type = json.getValueAsString("");
        case "help" -> help = json.getValueAsString("");
        case "unit" -> unit = json.getValueAsString("");
        default -> json.skipChildren();
      }
    }
    return new MetricMetadata(family, type, help, unit);
  }
}
