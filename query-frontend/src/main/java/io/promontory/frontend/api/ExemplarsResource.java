package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.json.ExemplarsJson;
import io.promontory.promql.ast.Expr;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.Listed;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.text.ApiTimes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/** {@code /query_exemplars}: the exemplars of all series that an expression selects. */
@Path("/api/v1/query_exemplars")
public final class ExemplarsResource {
  private final QueryService service;
  private final Expressions expressions;

  ExemplarsResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> exemplars(request, params));
  }

  @POST
  public Response post(@Context HttpServletRequest request) {
    return get(request);
  }

  private ApiAnswer exemplars(HttpServletRequest request, RequestParams params) {
    Instant start = ApiParams.time(params, "start", Instant.MIN);
    Instant end = ApiParams.time(params, "end", Instant.MAX);
    if (end.isBefore(start)) {
      throw ApiException.badData("end timestamp must not be before start timestamp");
    }
    Expr expr = expressions.parseBare(params.first("query"));
    List<List<Matcher>> selectors = Expressions.selectorsOf(expr);
    if (selectors.isEmpty()) {
      return ApiAnswer.NO_CONTENT;
    }
    Listed<SeriesExemplars> found;
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      found =
          stores.exemplars(
              new ExemplarsRequest(ApiTimes.millis(start), ApiTimes.millis(end), selectors));
    }
    return ApiAnswer.ofStores(ExemplarsJson.of(found.values()), found.completeness());
  }
}
