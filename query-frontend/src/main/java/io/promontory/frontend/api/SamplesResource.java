package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.explain.Microscope;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /samples}: the samples that a selector finds as each source holds them, which of them
 * count, and why the others do not.
 */
@Path("/api/v1/samples")
public final class SamplesResource {
  private static final int MOST_SERIES = 20;
  private static final int MOST_ROWS = 2_000;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration USUAL = Duration.ofMinutes(10);

  private final QueryService service;
  private final Expressions expressions;

  SamplesResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> samples(request, params));
  }

  @POST
  public Response post(@Context HttpServletRequest request) {
    return get(request);
  }

  private ApiAnswer samples(HttpServletRequest request, RequestParams params) {
    List<Matcher> matchers = expressions.selectors(List.of(params.first("match[]"))).getFirst();
    TimeRange range = TimeRange.of(params, service.clock().instant(), USUAL);
    if (range.isNoneOrLonger(LONGEST)) {
      throw ApiException.invalidParameter("end", "want a time up to 24h after start");
    }
    long limit = ApiParams.limit(params);
    int mostSeries = (int) (limit == 0 ? MOST_SERIES : Math.min(limit, MOST_SERIES));
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    QueryContext context =
        StoreCalls.context(service, original, params)
            .withTrace(CallTrace.ofQuery(System::nanoTime));
    long fromMs = range.minTime();
    long toMs = range.maxTime();
    try (ClientWatch watch = ClientWatch.start(original, context.cancellation()::cancel);
        SeriesSet set = service.store().select(SelectRequest.of(fromMs, toMs, matchers), context)) {
      List<Object> shown = new ArrayList<>();
      Microscope microscope = new Microscope(fromMs, toMs, MOST_ROWS);
      Series series = set.next();
      while (series != null && shown.size() < mostSeries) {
        shown.add(microscope.look(series));
        series = set.next();
      }
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("series", shown);
      return ApiAnswer.ofStores(tree, set.completeness(), series != null);
    }
  }
}
