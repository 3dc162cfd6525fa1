package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** {@code /query} and {@code /query_range}. */
@Path("/api/v1")
public final class QueryResource {
  private static final int AUTO_STEP_PARTS = 5;

  private final QueryService service;
  private final int mostSteps;
  private final QueryRun runs;
  private final Expressions expressions;

  /**
   * @param mostSteps steps that a range query may have
   */
  QueryResource(QueryService service, int mostSteps, QueryRun runs, Expressions expressions) {
    this.service = service;
    this.mostSteps = mostSteps;
    this.runs = runs;
    this.expressions = expressions;
  }

  @GET
  @Path("query")
  public Response getInstant(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> runs.run(request, instant(params), params));
  }

  @POST
  @Path("query")
  public Response postInstant(@Context HttpServletRequest request) {
    return getInstant(request);
  }

  @GET
  @Path("query_range")
  public Response getRange(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> runs.run(request, range(params), params));
  }

  @POST
  @Path("query_range")
  public Response postRange(@Context HttpServletRequest request) {
    return getRange(request);
  }

  private Query instant(RequestParams params) {
    ApiParams.limit(params);
    Instant time = ApiParams.time(params, "time", service.clock().instant());
    long ms = QueryTimes.millis(params, "time", time);
    QueryRun.timeout(params);
    long resolutionMs = maxResolutionMs(params, 0);
    return new Query(params.first("query"), ms, ms, 0, lookbackMs(params), resolutionMs);
  }

  private Query range(RequestParams params) {
    ApiParams.limit(params);
    Instant start = ApiParams.requiredTime(params, "start");
    Instant end = ApiParams.requiredTime(params, "end");
    if (end.isBefore(start)) {
      throw ApiException.invalidParameter("end", "end timestamp must not be before start time");
    }
    long stepNanos = ApiParams.duration(params, "step");
    if (stepNanos <= 0) {
      throw ApiException.invalidParameter(
          "step",
          "zero or negative query resolution step widths are not accepted."
              + " Try a positive integer");
    }
    QueryTimes.checkSteps(start, end, stepNanos, mostSteps);
    QueryRun.timeout(params);
    long lookbackMs = lookbackMs(params);
    long resolutionMs = maxResolutionMs(params, stepNanos);
    String text = params.first("query");
    long stepMs = QueryTimes.toMillis(stepNanos);
    if (stepMs == 0) {
      expressions.parse(text);
      throw new QueryException(
          QueryException.Kind.EXECUTION, "unexpected error: runtime error: integer divide by zero");
    }
    return new Query(
        text,
        QueryTimes.millis(params, "start", start),
        QueryTimes.millis(params, "end", end),
        stepMs,
        lookbackMs,
        resolutionMs);
  }

  /**
   * Thanos' parameter: the coarsest resolution that suffices, ms; a fifth of the step for {@code
   * auto}; 0 where only raw data does.
   *
   * @param stepNanos 0 for an instant query
   */
  private static long maxResolutionMs(RequestParams params, long stepNanos) {
    String name = "max_source_resolution";
    String text = params.first(name);
    if (text.isEmpty()) {
      return 0;
    } else if (text.equals("auto")) {
      return QueryTimes.toMillis(stepNanos / AUTO_STEP_PARTS);
    }
    long nanos = ApiParams.duration(params, name);
    if (nanos < 0) {
      throw ApiException.invalidParameter(
          name, "negative resolutions are not accepted. Try 0s for raw data only");
    }
    return QueryTimes.toMillis(nanos);
  }

  /** 0 where the default applies: no parameter, or none that is positive. */
  private static long lookbackMs(RequestParams params) {
    String text = params.first("lookback_delta");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long nanos = GoDurations.parseApi(text);
      return nanos <= 0 ? 0 : Math.max(1, QueryTimes.toMillis(nanos));
    } catch (TextFormatException e) {
      throw ApiException.badData("error parsing lookback delta duration: " + e.getMessage());
    }
  }
}
