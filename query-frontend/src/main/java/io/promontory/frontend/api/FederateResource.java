package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.exposition.ExpositionFormat;
import io.promontory.frontend.exposition.Families;
import io.promontory.frontend.exposition.Family;
import io.promontory.frontend.exposition.NewestSample;
import io.promontory.frontend.exposition.NewestSamples;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.http.Served;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Objects;

/**
 * {@code /federate}: the newest samples of what {@code match[]} selects, for another server to
 * scrape. What is missing for the sake of a store stands in comments, where the format has any.
 */
@Path("/federate")
public final class FederateResource {
  private final QueryService service;
  private final Expressions expressions;

  FederateResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  @Served(crossOrigin = false)
  public Response get(@Context HttpServletRequest request) {
    try {
      RequestParams params = ApiEndpoint.params(request);
      String error = params.error();
      if (error != null) {
        throw ApiException.badData("error parsing form values: " + error);
      }
      return answer(request, params, expressions.anySelectors(params.all("match[]")));
    } catch (RuntimeException e) {
      ApiException error = ApiErrors.of(e);
      return PlainError.of(error.status(), error.text());
    }
  }

  private Response answer(
      HttpServletRequest request, RequestParams params, List<List<Matcher>> selectors) {
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    String accept = Objects.requireNonNullElse(original.getHeader("Accept"), "");
    ExpositionFormat format = ExpositionFormat.negotiate(accept);
    long now = service.clock().millis();
    long lookbackMs = service.config().query().lookbackDelta().toMillis();
    QueryContext context = StoreCalls.context(service, original, params);
    Listed<NewestSample> newest;
    try (ClientWatch watch = ClientWatch.start(original, context.cancellation()::cancel)) {
      newest = new NewestSamples(service.store(), now - lookbackMs, now, context).find(selectors);
    }
    List<Family> families =
        new Families(service.config().global().externalLabels()).of(newest.values(), format);
    List<String> missing = newest.completeness().warnings();
    StreamingOutput body = out -> format.write(families, missing, out);
    Response.ResponseBuilder response =
        Response.ok(body).header("Content-Type", format.contentType());
    return (missing.isEmpty() ? response : response.header("Cache-Control", "no-store")).build();
  }
}
