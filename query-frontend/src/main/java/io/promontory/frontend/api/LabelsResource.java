package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.text.GoStrings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /labels} and {@code /label/<name>/values}. */
@Path("/api/v1")
public final class LabelsResource {
  private final QueryService service;
  private final Expressions expressions;

  LabelsResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  @Path("labels")
  public Response getNames(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> lookup(request, params, StoreCalls::labelNames));
  }

  @POST
  @Path("labels")
  public Response postNames(@Context HttpServletRequest request) {
    return getNames(request);
  }

  @GET
  @Path("label/{name}/values")
  public Response getValues(@Context HttpServletRequest request) {
    String name = LabelNameEscapes.unescape(RoutedRequest.variable(request, "name"));
    return ApiEndpoint.answer(request, params -> values(request, name, params));
  }

  private ApiAnswer values(HttpServletRequest request, String name, RequestParams params) {
    if (!LabelNameEscapes.isUtf8(name)) {
      throw ApiException.badData("invalid label name: " + GoStrings.quote(name));
    }
    return lookup(
        request,
        params,
        (stores, range, selectors, limit) -> stores.labelValues(name, range, selectors, limit));
  }

  private interface Lookup {
    LabelsResult find(StoreCalls stores, TimeRange range, List<List<Matcher>> selectors, int limit);
  }

  private ApiAnswer lookup(HttpServletRequest request, RequestParams params, Lookup lookup) {
    long limit = ApiParams.limit(params);
    TimeRange range = TimeRange.of(params);
    List<List<Matcher>> selectors = expressions.selectors(params.all("match[]"));
    LabelsResult result;
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      result = lookup.find(stores, range, selectors, ApiParams.hint(limit));
    }
    List<String> values = result.values();
    boolean truncated = limit > 0 && values.size() > limit;
    return ApiAnswer.ofStores(
        truncated ? values.subList(0, (int) limit) : values, result.completeness(), truncated);
  }
}
