package io.promontory.frontend.grpc;

import io.grpc.stub.StreamObserver;
import io.promontory.adapter.grpc.CallRunner;
import io.promontory.adapter.grpc.WireOutcomes;
import io.promontory.promql.engine.QueryResult;
import io.promontory.proto.evaluate.EvaluateRequest;
import io.promontory.proto.evaluate.EvaluateResponse;
import io.promontory.proto.evaluate.EvaluatorGrpc;

/**
 * {@code promontory.query.v1.Evaluator}: what {@code thanos.Query} does, for other servers of ours.
 * Warnings and infos come first, then the series, then how each store did.
 */
public final class EvaluateApi extends EvaluatorGrpc.EvaluatorImplBase {
  private static final int BATCH = 1_000;

  private final QueryApi queries;
  private final CallRunner calls;

  /**
   * @param queries runs them
   */
  public EvaluateApi(QueryApi queries, CallRunner calls) {
    this.queries = queries;
    this.calls = calls;
  }

  @Override
  public void evaluate(EvaluateRequest message, StreamObserver<EvaluateResponse> observer) {
    calls.run(
        observer,
        call -> {
          QueryResult result = queries.evaluate(message, call);
          for (String warning : result.warnings()) {
            call.send(EvaluateResponse.newBuilder().setWarning(warning).build());
          }
          for (String info : result.infos()) {
            call.send(EvaluateResponse.newBuilder().setInfo(info).build());
          }
          QueryApi.write(
              result,
              AnswerFrames.batches(
                  BATCH,
                  batch -> call.send(EvaluateResponse.newBuilder().setSeries(batch).build())));
          call.send(
              EvaluateResponse.newBuilder()
                  .setOutcomes(WireOutcomes.message(result.completeness()))
                  .build());
        });
  }
}
