package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.json.BacktestJson;
import io.promontory.frontend.json.JsonTree;
import io.promontory.frontend.rules.Backtests;
import io.promontory.promql.engine.QueryException;
import io.promontory.rules.backtest.BacktestException;
import io.promontory.rules.backtest.BacktestReport;
import io.promontory.rules.file.RuleFileException;
import io.promontory.series.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /rules/backtest}: when the alerts of a rule file would have fired. Parameters: {@code
 * rules}, the text of the file; {@code start} and {@code end}; {@code file}, its name, which
 * decides with the groups' names when they are evaluated; {@code compare}, whether to tell when
 * alerts of these names did fire.
 */
@Path("/api/v1")
public final class BacktestResource {
  private final QueryService service;
  private final Backtests backtests;

  BacktestResource(QueryService service) {
    this.service = service;
    this.backtests = new Backtests(service.engine(), service.admission());
  }

  @POST
  @Path("rules/backtest")
  public Response backtest(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> backtest(request, params));
  }

  /** Those under way, and how far they are. */
  @GET
  @Path("rules/backtest")
  public Response running(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params ->
            ApiAnswer.ofTree(
                Map.of(
                    "running",
                    backtests.running().stream().map(BacktestResource::shown).toList())));
  }

  private static Map<String, Object> shown(Backtests.Running one) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("file", one.file());
    shown.put("from", one.from().toString());
    shown.put("to", one.to().toString());
    shown.put("evaluationsDone", one.done());
    shown.put("evaluations", one.total());
    return shown;
  }

  private ApiAnswer backtest(HttpServletRequest request, RequestParams params) {
    String text = params.first("rules");
    if (text.isEmpty()) {
      throw ApiException.invalidParameter("rules", "the text of a rule file is needed");
    }
    String file = params.first("file").isEmpty() ? "rules.yml" : params.first("file");
    Instant from = ApiParams.requiredTime(params, "start");
    Instant to = ApiParams.requiredTime(params, "end");
    boolean comparing = params.first("compare").equals("true");
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    QueryContext whole = StoreCalls.context(service, original, params);
    try (ClientWatch watch = ClientWatch.start(original, whole.cancellation()::cancel)) {
      BacktestReport report =
          backtests.run(
              service.config(),
              service.store(),
              new Backtests.Subject(file, text),
              from,
              to,
              comparing,
              whole);
      return new ApiAnswer(
          JsonTree.of(BacktestJson.report(report)), report.warnings(), List.of(), true);
    } catch (RuleFileException e) {
      throw ApiException.invalidParameter("rules", String.join("\n", e.problems()));
    } catch (BacktestException e) {
      ErrorType type =
          e.getCause() instanceof QueryException cause
              ? ApiErrors.of(cause).type()
              : ErrorType.EXECUTION;
      throw new ApiException(type, String.valueOf(e.getMessage()));
    }
  }
}
