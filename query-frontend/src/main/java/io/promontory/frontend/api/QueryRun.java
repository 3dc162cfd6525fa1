package io.promontory.frontend.api;

import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.QueryConfig;
import io.promontory.frontend.explain.Explained;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.json.JsonSize;
import io.promontory.frontend.json.QueryData;
import io.promontory.frontend.queries.RunningQuery;
import io.promontory.promql.engine.Explanation;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.Utf8Bytes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One query from the gate through the engine to its answer and the query log. */
final class QueryRun {
  private final QueryService service;
  private final int maxExpressionBytes;
  private final long maxResultBytes;

  QueryRun(QueryService service, QueryConfig config) {
    this.service = service;
    this.maxExpressionBytes = config.maxExpressionBytes();
    this.maxResultBytes = config.maxResultBytes();
  }

  /** The {@code timeout} that the request asks for, or null. */
  static @Nullable Duration timeout(RequestParams params) {
    return params.first("timeout").isEmpty()
        ? null
        : Duration.ofNanos(ApiParams.duration(params, "timeout"));
  }

  ApiAnswer run(HttpServletRequest request, Query query, RequestParams params) {
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    ExplainMode mode = ExplainMode.of(params);
    try {
      checkLength(query.text());
      QueryContext context = StoreCalls.context(service, original, params);
      if (mode == ExplainMode.PLAN) {
        return plan(query, context);
      }
      QueryContext traced =
          mode == ExplainMode.NONE
              ? context
              : context.withTrace(CallTrace.ofQuery(System::nanoTime));
      QueryResult result = evaluate(original, query, traced);
      ApiAnswer answer = answer(query, result, traced, params);
      log(original, new QueryEvent(query, result.stats(), result.completeness(), null));
      return answer;
    } catch (RuntimeException e) {
      ApiException error = ApiErrors.of(e);
      log(original, new QueryEvent(query, null, Completeness.NONE_ASKED, error.text()));
      throw e instanceof QueryException refused && refused.kind() == QueryException.Kind.BAD_DATA
          ? ApiException.invalidParameter("query", error.text())
          : e;
    }
  }

  /** An answer without a value: nothing has run. */
  private ApiAnswer plan(Query query, QueryContext context) {
    Store store = service.store();
    Explained explained =
        Explained.plan(
            query.text(), service.outliner().outline(store, query, context), store, context);
    QueryValue nothing =
        query.isInstant() ? new QueryValue.Vector(List.of()) : new QueryValue.Matrix(List.of());
    return ApiAnswer.of(new QueryData(nothing, null, null, List.of(), explained.explain(), null));
  }

  /** Evaluates for as long as the client waits. */
  private QueryResult evaluate(HttpServletRequest request, Query query, QueryContext context) {
    Admission admission = service.admission();
    try (ClientWatch watch = ClientWatch.start(request, context.cancellation()::cancel);
        RunningQuery running = service.board().begin(QueryOrigin.of(request), query, context);
        Admission.Ticket ticket = admission.enter(query.text(), context)) {
      running.admitted();
      return service.engine().run(service.store(), query, context).queued(ticket.queueNanos());
    }
  }

  private void log(HttpServletRequest request, QueryEvent event) {
    request.setAttribute(QueryEvent.ATTRIBUTE, event);
    service.queryLog().ended(QueryOrigin.of(request), event);
  }

  /** In UTF-8 bytes; the parser has a limit of its own, which this one is at most. */
  private void checkLength(String text) {
    if (text.length() > maxExpressionBytes || Utf8Bytes.encode(text).length > maxExpressionBytes) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          "expression is longer than "
              + maxExpressionBytes
              + " bytes"
              + ApiErrors.limitOf("max_expression_bytes"));
    }
  }

  private void checkSize(QueryData data) {
    if (maxResultBytes > 0 && JsonSize.exceeds(data, maxResultBytes)) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "result is longer than "
              + maxResultBytes
              + " bytes of JSON"
              + ApiErrors.limitOf("max_result_bytes"));
    }
  }

  private ApiAnswer answer(
      Query query, QueryResult result, QueryContext context, RequestParams params) {
    long limit = ApiParams.limit(params);
    QueryValue value = limit == 0 ? result.value() : cut(result.value(), limit);
    // Only the first ones are shown: what is missing comes before what is odd.
    List<String> warnings = new ArrayList<>(result.completeness().warnings());
    if (value != result.value()) {
      warnings.add(ApiAnswer.TRUNCATED);
    }
    String stats = params.first("stats");
    if (!List.of("", "true", "all").contains(stats)) {
      warnings.add(
          "value "
              + GoStrings.quote(stats)
              + " for parameter \"stats\" is deprecated and will be rejected in the next major"
              + " release, use \"true\" or \"all\"");
    }
    warnings.addAll(result.warnings());
    List<String> infos = new ArrayList<>(result.completeness().infos());
    infos.addAll(result.infos());
    Explanation explanation = result.explanation();
    Explained explained =
        explanation == null
            ? null
            : Explained.run(
                query.text(),
                explanation,
                service.store(),
                context,
                result.completeness().isWhole());
    QueryData data =
        new QueryData(
            value,
            stats.isEmpty() ? null : result.stats(),
            stats.equals("all") ? result.completeness() : null,
            result.costs(),
            explained == null ? null : explained.explain(),
            explained == null ? null : explained.provenance());
    checkSize(data);
    return new ApiAnswer(data, warnings, infos, result.completeness().isWhole());
  }

  /** The first entries of a vector or matrix; the value itself where that is all. */
  private static QueryValue cut(QueryValue value, long limit) {
    return switch (value) {
      case QueryValue.Vector(List<QueryValue.Sample> samples) when samples.size() > limit ->
          new QueryValue.Vector(samples.subList(0, (int) limit));
      case QueryValue.Matrix matrix when matrix.series().size() > limit ->
          new QueryValue.Matrix(matrix.series().subList(0, (int) limit));
      default -> value;
    };
  }
}
