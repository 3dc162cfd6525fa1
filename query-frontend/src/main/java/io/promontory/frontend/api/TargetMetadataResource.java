package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Listed;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /targets/metadata}: what each target says of the metrics it exposes. */
@Path("/api/v1/targets/metadata")
public final class TargetMetadataResource {
  private final QueryService service;
  private final Expressions expressions;

  TargetMetadataResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> metadata(request, params));
  }

  private ApiAnswer metadata(HttpServletRequest request, RequestParams params) {
    int limit = ApiParams.number(params, "limit", -1);
    String text = params.first("match_target");
    List<Matcher> matchers =
        text.isEmpty() ? List.of() : expressions.selector("match_target", text);
    String metric = params.first("metric");
    Listed<TargetMetadata> found;
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      found = stores.targetMetadata(new TargetMetadataRequest(matchers, metric));
    }
    return ApiAnswer.ofStores(
        tree(found.values(), limit, metric.isEmpty()), found.completeness(), false);
  }

  /**
   * As Prometheus does, each target is shown with all of its entries, or not at all.
   *
   * @param limit of entries after which no other target begins; negative for none
   */
  private static List<Map<String, Object>> tree(
      List<TargetMetadata> entries, int limit, boolean withNames) {
    List<Map<String, Object>> tree = new ArrayList<>();
    @Nullable Labels target = null;
    for (TargetMetadata entry : entries) {
      if (!entry.target().equals(target)) {
        if (limit >= 0 && tree.size() >= limit) {
          break;
        }
        target = entry.target();
      }
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("target", entry.target().toMap());
      if (withNames) {
        object.put("metric", entry.metadata().family());
      }
      object.put("type", entry.metadata().type());
      object.put("help", entry.metadata().help());
      object.put("unit", entry.metadata().unit());
      tree.add(object);
    }
    return tree;
  }
}
