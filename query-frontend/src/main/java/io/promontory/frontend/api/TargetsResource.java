package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.Served;
import io.promontory.frontend.json.JsonBody;
import io.promontory.frontend.json.TargetsJson;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the stores scrape, merged; and what Prometheus says about its own disk, for a process that
 * has none: requests are checked, answers are empty. User interfaces ask for these at start.
 */
@Path("/api/v1")
public final class TargetsResource {
  private static final int MOST_TSDB_ENTRIES = 10_000;

  private final QueryService service;

  TargetsResource(QueryService service) {
    this.service = service;
  }

  @GET
  @Path("scrape_pools")
  public Response scrapePools(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> scrapePools(request, params));
  }

  @GET
  @Path("targets")
  public Response targets(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> targets(request, params));
  }

  private ApiAnswer scrapePools(HttpServletRequest request, RequestParams params) {
    Targets found = find(request, params, TargetsRequest.ALL);
    TreeSet<String> pools = new TreeSet<>(Utf8Order.INSTANCE);
    found.active().forEach(target -> pools.add(target.scrapePool()));
    pools.addAll(found.droppedCounts().keySet());
    return ApiAnswer.ofStores(
        Map.of("scrapePools", List.copyOf(pools)), found.completeness(), false);
  }

  private ApiAnswer targets(HttpServletRequest request, RequestParams params) {
    String state = params.firstInUrl("state").toLowerCase(Locale.ROOT);
    boolean any = state.isEmpty() || state.equals("any");
    boolean dropped = any || state.equals("dropped");
    Targets found =
        find(
            request,
            params,
            new TargetsRequest(
                any || state.equals("active"), dropped, params.firstInUrl("scrapePool")));
    return ApiAnswer.ofStores(TargetsJson.of(found, dropped), found.completeness(), false);
  }

  private Targets find(HttpServletRequest request, RequestParams params, TargetsRequest wanted) {
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      return stores.targets(wanted);
    }
  }

  @GET
  @Path("status/tsdb")
  public Response tsdb(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params -> {
          checkTsdbLimit(params);
          return ApiAnswer.of(
              out ->
                  out.raw("{\"headStats\":{\"numSeries\":0,\"numLabelPairs\":0,\"chunkCount\":0,")
                      .raw("\"minTime\":0,\"maxTime\":0},\"seriesCountByMetricName\":[],")
                      .raw("\"labelValueCountByLabelName\":[],\"memoryInBytesByLabelName\":[],")
                      .raw("\"seriesCountByLabelValuePair\":[]}"));
        });
  }

  private static void checkTsdbLimit(RequestParams params) {
    String text = params.first("limit");
    if (text.isEmpty()) {
      return;
    }
    long limit;
    try {
      limit = ApiParams.atoi(text);
    } catch (IllegalArgumentException e) {
      limit = 0;
    }
    if (limit < 1) {
      throw ApiException.badData("limit must be a positive number");
    }
    if (limit > MOST_TSDB_ENTRIES) {
      throw ApiException.badData("limit must not exceed " + MOST_TSDB_ENTRIES);
    }
  }

  @GET
  @Path("status/tsdb/blocks")
  public Response blocks(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(Map.of("blocks", List.of())));
  }

  @GET
  @Path("status/walreplay")
  @Served(compressed = false, always = true)
  public Response walReplay(@Context HttpServletRequest request) {
    return fixed(request, out -> out.raw("{\"min\":0,\"max\":0,\"current\":0}"));
  }

  @GET
  @Path("notifications")
  @Served(compressed = false, always = true)
  public Response notifications(@Context HttpServletRequest request) {
    return fixed(request, out -> out.raw("[]"));
  }

  /** Nothing will ever be sent, which 204 tells an event source. */
  @GET
  @Path("notifications/live")
  @Served(compressed = false, always = true)
  public Response liveNotifications() {
    return Response.noContent().type("text/event-stream").build();
  }

  private static Response fixed(HttpServletRequest request, JsonBody data) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.of(data));
  }
}
