package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /series}: the label sets that selectors find. */
@Path("/api/v1/series")
public final class SeriesResource {
  private final QueryService service;
  private final Expressions expressions;

  SeriesResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> series(request, params));
  }

  @POST
  public Response post(@Context HttpServletRequest request) {
    return get(request);
  }

  private ApiAnswer series(HttpServletRequest request, RequestParams params) {
    String error = params.error();
    if (error != null) {
      throw ApiException.badData("error parsing form values: " + error);
    }
    if (params.all("match[]").isEmpty()) {
      throw ApiException.badData("no match[] parameter provided");
    }
    long limit = ApiParams.limit(params);
    TimeRange range = TimeRange.of(params);
    List<List<Matcher>> selectors = selectors(params);
    StoreCalls.Found found;
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      found = stores.series(range, selectors, ApiParams.hint(limit));
    }
    boolean truncated = limit > 0 && found.labels().size() > limit;
    List<Labels> shown = truncated ? found.labels().subList(0, (int) limit) : found.labels();
    return ApiAnswer.ofStores(shown, found.completeness(), truncated);
  }

  private List<List<Matcher>> selectors(RequestParams params) {
    try {
      return expressions.selectors(params.all("match[]"));
    } catch (ApiException e) {
      throw ApiException.invalidParameter("match[]", e);
    }
  }
}
