package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.Served;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** {@code /search}: names and values that fit search terms, for completion in editors. */
@Path("/api/v1/search")
public final class SearchResource {
  /** The feature flag that switches the endpoints on. */
  static final String FLAG = "search-api";

  private final QueryService service;
  private final Expressions expressions;

  SearchResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  @Path("metric_names")
  @Served(compressed = false)
  public Response getMetricNames(@Context HttpServletRequest request) {
    return answer(request, this::metricNames);
  }

  @POST
  @Path("metric_names")
  @Served(compressed = false)
  public Response postMetricNames(@Context HttpServletRequest request) {
    return getMetricNames(request);
  }

  @GET
  @Path("label_names")
  @Served(compressed = false)
  public Response getLabelNames(@Context HttpServletRequest request) {
    return answer(request, this::labelNames);
  }

  @POST
  @Path("label_names")
  @Served(compressed = false)
  public Response postLabelNames(@Context HttpServletRequest request) {
    return getLabelNames(request);
  }

  @GET
  @Path("label_values")
  @Served(compressed = false)
  public Response getLabelValues(@Context HttpServletRequest request) {
    return answer(request, this::labelValues);
  }

  @POST
  @Path("label_values")
  @Served(compressed = false)
  public Response postLabelValues(@Context HttpServletRequest request) {
    return getLabelValues(request);
  }

  private Response answer(
      HttpServletRequest request, BiFunction<RequestParams, StoreCalls, SearchResults> search) {
    try {
      if (!service.config().featureFlags().contains(FLAG)) {
        throw ApiException.disabled("search API disabled");
      }
      RequestParams params = ApiEndpoint.params(request);
      String error = params.error();
      if (error != null) {
        throw ApiException.badData("error parsing form values: " + error);
      }
      SearchResults results;
      try (StoreCalls stores = StoreCalls.open(service, request, params)) {
        results = search.apply(params, stores);
      }
      return results.response();
    } catch (RuntimeException e) {
      return ApiEndpoint.error(ApiErrors.of(e));
    }
  }

  private SearchResults metricNames(RequestParams params, StoreCalls stores) {
    SearchParams search = params(params, "metric_names");
    boolean withMetadata = SearchParams.bool(params, "include_metadata", false);
    LabelsResult names =
        stores.labelValues(Labels.METRIC_NAME, search.range(), search.selectors(), 0);
    Listed<MetricMetadata> metadata =
        withMetadata
            ? stores.metadata(new MetadataRequest("", -1, 1))
            : Listed.<MetricMetadata>none();
    return SearchResults.of(
        "name",
        search,
        new LabelsResult(names.values(), names.completeness().plus(metadata.completeness())),
        byName(metadata));
  }

  private SearchResults labelNames(RequestParams params, StoreCalls stores) {
    SearchParams search = params(params, "label_names");
    LabelsResult names = stores.labelNames(search.range(), search.selectors(), 0);
    return SearchResults.of("name", search, names, Map.of());
  }

  private SearchResults labelValues(RequestParams params, StoreCalls stores) {
    SearchParams search = params(params, "label_values");
    String label = params.first("label");
    if (label.isEmpty()) {
      throw ApiException.badData("missing required parameter \"label\"");
    }
    LabelsResult values = stores.labelValues(label, search.range(), search.selectors(), 0);
    return SearchResults.of("value", search, values, Map.of());
  }

  private SearchParams params(RequestParams params, String endpoint) {
    Instant now = service.clock().instant();
    return SearchParams.of(params, expressions, now, endpoint);
  }

  private static Map<String, MetricMetadata> byName(Listed<MetricMetadata> found) {
    Map<String, MetricMetadata> byName = new HashMap<>();
    found.values().forEach(entry -> byName.putIfAbsent(entry.family(), entry));
    return byName;
  }
}
