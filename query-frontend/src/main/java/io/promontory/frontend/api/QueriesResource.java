package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryOrigin;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.queries.EndedQuery;
import io.promontory.frontend.queries.QueryBoard;
import io.promontory.frontend.queries.RunningQuery;
import io.promontory.frontend.queries.TopQuery;
import io.promontory.series.store.QueryBudget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /queries}: the queries under way and those that have ended. To cancel one takes {@code
 * web.enable_lifecycle}, as a reload does.
 */
@Path("/api/v1/queries")
public final class QueriesResource {
  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final QueryService service;
  private final QueryBoard board;

  QueriesResource(QueryService service) {
    this.service = service;
    this.board = service.board();
  }

  @GET
  public Response running(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params ->
            ApiAnswer.ofTree(
                Map.of(
                    "running",
                    board.running().stream().map(this::shown).toList(),
                    "cancellable",
                    service.config().web().enableLifecycle())));
  }

  @GET
  @Path("recent")
  public Response recent(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params -> {
          Comparator<EndedQuery> order =
              switch (params.first("by")) {
                case "", "end" -> Comparator.comparing(EndedQuery::ended);
                case "time" -> Comparator.comparingLong(EndedQuery::nanos);
                case "bytes" -> Comparator.comparingLong(EndedQuery::bytes);
                case "samples" -> Comparator.comparingLong(EndedQuery::samples);
                case "cost" -> Comparator.comparingLong(EndedQuery::billed);
                default ->
                    throw ApiException.invalidParameter(
                        "by", "want end, time, bytes, samples or cost");
              };
          return ApiAnswer.ofTree(
              board.recent().stream()
                  .sorted(order.reversed())
                  .limit(limit(params))
                  .map(QueriesResource::shown)
                  .toList());
        });
  }

  @GET
  @Path("top")
  public Response top(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params -> {
          String by = params.first("by");
          TopQuery.By order =
              TopQuery.By.of(by.isEmpty() ? "time" : by)
                  .orElseThrow(
                      () ->
                          ApiException.invalidParameter(
                              "by", "want time, bytes, samples, cost or runs"));
          return ApiAnswer.ofTree(
              board.top(order, limit(params)).stream().map(QueriesResource::shown).toList());
        });
  }

  @POST
  @Path("{id}/cancel")
  public Response cancel(@Context HttpServletRequest request) {
    String id = RoutedRequest.variable(request, "id");
    return ApiEndpoint.answer(
        request,
        params -> {
          if (!service.config().web().enableLifecycle()) {
            throw ApiException.forbidden(
                "queries cannot be cancelled here; web.enable_lifecycle allows it");
          }
          if (!isNumber(id) || !board.cancel(Long.parseLong(id))) {
            throw new ApiException(ErrorType.NOT_FOUND, "no query of this number is under way");
          }
          return ApiAnswer.ofTree(Map.of("cancelled", Long.parseLong(id)));
        });
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> '0' <= c && c <= '9');
  }

  private static int limit(RequestParams params) {
    long limit = ApiParams.limit(params);
    return (int) (limit == 0 ? USUAL : Math.min(limit, MOST));
  }

  private Object shown(RunningQuery running) {
    QueryBudget budget = running.context().budget();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", running.id());
    shown.put("state", running.isAdmitted() ? "running" : "waiting");
    shown.put("query", running.query().text());
    putTimes(shown, running.query().startMs(), running.query().endMs(), running.query().stepMs());
    shown.put("since", text(running.since()));
    shown.put(
        "seconds",
        Math.max(0, Duration.between(running.since(), service.clock().instant()).toMillis())
            / 1000.0);
    putOrigin(shown, running.origin());
    shown.put("samples", budget.heldSamples());
    shown.put("bytes", budget.bytesRead());
    shown.put("memoryBytes", budget.heldMemory());
    return shown;
  }

  private static Object shown(EndedQuery ended) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("query", ended.expression());
    putTimes(shown, ended.startMs(), ended.endMs(), ended.stepMs());
    shown.put("ended", text(ended.ended()));
    shown.put("seconds", ended.nanos() / 1e9);
    putOrigin(shown, ended.origin());
    shown.put("samples", ended.samples());
    shown.put("peakSamples", ended.peakSamples());
    shown.put("bytes", ended.bytes());
    shown.put("billedSamples", ended.billed());
    shown.put("whole", ended.whole());
    shown.put("error", ended.error());
    return shown;
  }

  private static Object shown(TopQuery top) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("query", top.expression());
    shown.put("runs", top.runs());
    shown.put("failures", top.failures());
    shown.put("seconds", top.nanos() / 1e9);
    shown.put("meanSeconds", top.nanos() / 1e9 / top.runs());
    shown.put("p99Seconds", top.slowestNanos() / 1e9);
    shown.put("samples", top.samples());
    shown.put("bytes", top.bytes());
    shown.put("billedSamples", top.billed());
    return shown;
  }

  private static void putTimes(
      Map<String, @Nullable Object> shown, long startMs, long endMs, long stepMs) {
    shown.put("start", startMs / 1000.0);
    shown.put("end", endMs / 1000.0);
    shown.put("stepSeconds", stepMs / 1000.0);
  }

  private static void putOrigin(Map<String, @Nullable Object> shown, QueryOrigin origin) {
    shown.put("client", origin.clientIp());
    shown.put("path", origin.path());
  }

  private static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time);
  }
}
