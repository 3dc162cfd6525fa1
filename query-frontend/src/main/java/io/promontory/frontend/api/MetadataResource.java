package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /metadata}: type, help and unit of metric families. */
@Path("/api/v1/metadata")
public final class MetadataResource {
  private final QueryService service;

  MetadataResource(QueryService service) {
    this.service = service;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> metadata(request, params));
  }

  private ApiAnswer metadata(HttpServletRequest request, RequestParams params) {
    int limit = ApiParams.number(params, "limit", -1);
    int limitPerMetric = ApiParams.number(params, "limit_per_metric", -1);
    MetadataRequest wanted = new MetadataRequest(params.first("metric"), limit, limitPerMetric);
    Listed<MetricMetadata> found;
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      found = stores.metadata(wanted);
    }
    return ApiAnswer.ofStores(
        families(found.values(), limit, limitPerMetric), found.completeness(), false);
  }

  private static Map<String, List<Object>> families(
      List<MetricMetadata> found, int limit, int limitPerMetric) {
    TreeMap<String, List<Object>> families = new TreeMap<>(Utf8Order.INSTANCE);
    for (MetricMetadata entry : found) {
      List<Object> entries = families.computeIfAbsent(entry.family(), f -> new ArrayList<>());
      Map<String, Object> shown = shown(entry);
      boolean room = limitPerMetric <= 0 || entries.size() < limitPerMetric;
      if (room && !entries.contains(shown)) {
        entries.add(shown);
      }
    }
    while (limit >= 0 && families.size() > limit) {
      families.pollLastEntry();
    }
    return families;
  }

  private static Map<String, Object> shown(MetricMetadata entry) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", entry.type());
    shown.put("unit", entry.unit());
    shown.put("help", entry.help());
    return shown;
  }
}
