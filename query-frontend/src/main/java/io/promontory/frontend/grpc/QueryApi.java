package io.promontory.frontend.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.promontory.adapter.grpc.CallOrigin;
import io.promontory.adapter.grpc.CallRunner;
import io.promontory.adapter.grpc.ServedCall;
import io.promontory.adapter.labels.ShardedStore;
import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.queries.RunningQuery;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.proto.evaluate.EvaluateRequest;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.query.QueryRangeRequest;
import io.promontory.proto.query.QueryRangeResponse;
import io.promontory.proto.query.QueryRequest;
import io.promontory.proto.query.QueryResponse;
import io.promontory.proto.query.QueryStats;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Shard;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.text.Utf8Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code thanos.Query}: PromQL over this process's stores, through the same gate and engine as the
 * HTTP API. Warnings come first, then the series, then what the query took. A query that has no
 * answer ends with {@code ABORTED}, whatever the reason, as Thanos ends it.
 */
public final class QueryApi extends QueryGrpc.QueryImplBase {
  private final QueryService service;
  private final CallRunner calls;

  public QueryApi(QueryService service, CallRunner calls) {
    this.service = service;
    this.calls = calls;
  }

  @Override
  public void query(QueryRequest message, StreamObserver<QueryResponse> observer) {
    calls.run(
        observer,
        call -> {
          QueryResult result = evaluate(() -> RemoteQuery.of(message), call);
          warnings(result)
              .forEach(text -> call.send(QueryResponse.newBuilder().setWarnings(text).build()));
          AnswerFrames frames =
              new AnswerFrames(
                  message.getResponseBatchSize(),
                  series -> call.send(QueryResponse.newBuilder().setTimeseries(series).build()),
                  batch -> call.send(QueryResponse.newBuilder().setTimeseriesBatch(batch).build()));
          write(result, frames);
          call.send(QueryResponse.newBuilder().setStats(stats(result)).build());
        });
  }

  @Override
  public void queryRange(QueryRangeRequest message, StreamObserver<QueryRangeResponse> observer) {
    int mostPoints = service.config().query().maxPointsPerSeries();
    calls.run(
        observer,
        call -> {
          QueryResult result = evaluate(() -> RemoteQuery.of(message, mostPoints), call);
          warnings(result)
              .forEach(
                  text -> call.send(QueryRangeResponse.newBuilder().setWarnings(text).build()));
          AnswerFrames frames =
              new AnswerFrames(
                  message.getResponseBatchSize(),
                  series ->
                      call.send(QueryRangeResponse.newBuilder().setTimeseries(series).build()),
                  batch ->
                      call.send(QueryRangeResponse.newBuilder().setTimeseriesBatch(batch).build()));
          write(result, frames);
          call.send(QueryRangeResponse.newBuilder().setStats(stats(result)).build());
        });
  }

  /** Runs a query of one of our own servers. */
  QueryResult evaluate(EvaluateRequest message, ServedCall<?> call) {
    int mostPoints = service.config().query().maxPointsPerSeries();
    return evaluate(() -> RemoteQuery.of(message, mostPoints), call);
  }

  private QueryResult evaluate(Supplier<RemoteQuery> asked, ServedCall<?> call) {
    RemoteQuery remote;
    try {
      remote = asked.get();
    } catch (QueryException e) {
      throw aborted(e);
    }
    try {
      QueryResult result = evaluate(remote, call);
      log(call, new QueryEvent(remote.query(), result.stats(), result.completeness(), null));
      return result;
    } catch (QueryException | StoreException | BudgetExceededException e) {
      log(call, new QueryEvent(remote.query(), null, Completeness.NONE_ASKED, text(e)));
      throw aborted(e);
    }
  }

  private QueryResult evaluate(RemoteQuery remote, ServedCall<?> call) {
    String text = remote.query().text();
    checkLength(text);
    Admission admission = service.admission();
    QueryContext own = admission.context(remote.timeout());
    QueryContext caller = call.context();
    QueryContext context =
        own.withDeadline(own.deadline().atMost(caller.deadline().remaining()))
            .withCancellation(caller.cancellation())
            .withScope(remote.scope())
            .withTenant(caller.tenant());
    try (RunningQuery running = service.board().begin(origin(call), remote.query(), context);
        Admission.Ticket ticket = admission.enter(text, context)) {
      running.admitted();
      return service
          .engine()
          .run(store(remote), remote.query(), context)
          .queued(ticket.queueNanos());
    }
  }

  private void log(ServedCall<?> call, QueryEvent event) {
    service.queryLog().ended(origin(call), event);
  }

  private static QueryOrigin origin(ServedCall<?> call) {
    CallOrigin origin = call.origin();
    return new QueryOrigin(origin.clientIp(), null, "/" + origin.method(), origin.traceParent());
  }

  private Store store(RemoteQuery remote) {
    Shard shard = remote.shard();
    return shard == null ? service.store() : new ShardedStore(service.store(), shard);
  }

  private void checkLength(String text) {
    int most = service.config().query().maxExpressionBytes();
    if (text.length() > most || Utf8Bytes.encode(text).length > most) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, "expression is longer than " + most + " bytes");
    }
  }

  /**
   * Hands a result's series to frames.
   *
   * @throws RuntimeException that ends the call if there is no message for it
   */
  static void write(QueryResult result, AnswerFrames frames) {
    try {
      TimeSeriesMessages.write(result.value(), frames::add);
    } catch (QueryException e) {
      throw aborted(e);
    }
    frames.flush();
  }

  /** What is missing comes before what is odd. */
  private static List<String> warnings(QueryResult result) {
    List<String> warnings = new ArrayList<>(result.completeness().warnings());
    warnings.addAll(result.warnings());
    warnings.addAll(result.infos());
    return warnings;
  }

  private static QueryStats stats(QueryResult result) {
    return QueryStats.newBuilder()
        .setSamplesTotal(result.stats().totalQueryableSamples())
        .setPeakSamples(result.stats().peakSamples())
        .build();
  }

  private static RuntimeException aborted(RuntimeException failure) {
    return Status.ABORTED.withDescription(text(failure)).withCause(failure).asRuntimeException();
  }

  private static String text(RuntimeException failure) {
    return failure instanceof StoreException store
        ? store.describe()
        : String.valueOf(failure.getMessage());
  }
}
