package io.promontory.adapter.grpc;

import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;
import io.promontory.adapter.evaluate.Remarks;
import io.promontory.adapter.evaluate.StepSlices;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.proto.evaluate.EvaluateRequest;
import io.promontory.proto.evaluate.EvaluateResponse;
import io.promontory.proto.promontory.AnswerHints;
import io.promontory.proto.query.EngineType;
import io.promontory.proto.query.QueryRangeRequest;
import io.promontory.proto.query.QueryRangeResponse;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has expressions evaluated by a server: by our own {@code Evaluator}, or by {@code thanos.Query},
 * whose times are whole seconds.
 */
final class GrpcEvaluations {
  private static final int BATCH = 1_000;

  private final String store;
  private final String peer;

  GrpcEvaluations(String store, String peer) {
    this.store = store;
    this.peer = peer;
  }

  /** Begins a call that answers into a stream of frames. */
  @FunctionalInterface
  interface Call<Q, R> {
    void start(Q request, StreamObserver<R> frames);
  }

  /** By one of our own servers. */
  PartAnswer ours(
      PartQuery query, QueryContext context, Call<EvaluateRequest, EvaluateResponse> call) {
    StepTable table = new StepTable(store, query);
    EvaluatedFrames series = new EvaluatedFrames(store, table);
    List<String> warnings = new ArrayList<>();
    List<String> infos = new ArrayList<>();
    List<AnswerHints> hints = new ArrayList<>();
    long bytes = 0;
    for (PartQuery slice : StepSlices.of(query)) {
      EvaluateRequest request =
          EvaluateRequest.newBuilder()
              .setExpression(slice.expression())
              .setStartMs(slice.startMs())
              .setEndMs(slice.endMs())
              .setStepMs(slice.stepMs())
              .setLookbackMs(slice.lookbackMs())
              .build();
      bytes +=
          read(
              context,
              request,
              call,
              frame -> {
                switch (frame.getResultCase()) {
                  case SERIES -> series.add(frame.getSeries().getSeriesList());
                  case WARNING -> warnings.add(frame.getWarning());
                  case INFO -> infos.add(frame.getInfo());
                  case OUTCOMES -> hints.add(frame.getOutcomes());
                  case RESULT_NOT_SET -> {} // of a newer server
                }
              });
    }
    List<StepSeries> found = table.series();
    StoreStats stats = stats(found, table, bytes);
    List<Completeness> told = new ArrayList<>();
    for (AnswerHints one : hints) {
      told.add(WireOutcomes.of(store, one, List.of(), told.isEmpty() ? stats : StoreStats.ZERO));
    }
    Completeness completeness =
        told.stream()
            .reduce(Completeness::plus)
            .orElseGet(() -> WireOutcomes.of(store, null, List.of(), stats));
    return new PartAnswer(
        found,
        warnings.stream().distinct().toList(),
        infos.stream().distinct().toList(),
        completeness.perStore());
  }

  /** By {@code thanos.Query}, which must not take replicas for one another. */
  PartAnswer thanos(
      PartQuery query, QueryContext context, Call<QueryRangeRequest, QueryRangeResponse> call) {
    boolean inSeconds =
        query.startMs() % 1000 == 0
            && query.lookbackMs() % 1000 == 0
            && (query.stepMs() % 1000 == 0 || query.startMs() == query.endMs());
    if (!inSeconds) {
      throw new StoreException(store, Kind.UNSUPPORTED, peer + " evaluates at whole seconds only");
    }
    StepTable table = new StepTable(store, query);
    EvaluatedFrames series = new EvaluatedFrames(store, table);
    List<String> remarks = new ArrayList<>();
    long bytes = 0;
    for (PartQuery slice : StepSlices.of(query)) {
      QueryRangeRequest request =
          QueryRangeRequest.newBuilder()
              .setQuery(slice.expression())
              .setStartTimeSeconds(slice.startMs() / 1000)
              .setEndTimeSeconds(slice.endMs() / 1000)
              .setIntervalSeconds(Math.max(1, slice.stepMs() / 1000))
              .setLookbackDeltaSeconds(slice.lookbackMs() / 1000)
              .setTimeoutSeconds(Math.max(1, context.deadline().remaining().toSeconds()))
              .setEnablePartialResponse(true)
              .setEnableDedup(false)
              .setEngine(EngineType.ENGINE_PROMETHEUS)
              .setResponseBatchSize(BATCH)
              .build();
      bytes +=
          read(
              context,
              request,
              call,
              frame -> {
                switch (frame.getResultCase()) {
                  case WARNINGS -> remarks.add(frame.getWarnings());
                  case TIMESERIES -> series.add(frame.getTimeseries());
                  case TIMESERIES_BATCH -> series.add(frame.getTimeseriesBatch().getSeriesList());
                  case STATS, RESULT_NOT_SET -> {}
                }
              });
    }
    Remarks told = Remarks.of(store, remarks);
    List<StepSeries> found = table.series();
    return new PartAnswer(
        found, told.warnings(), told.infos(), told.completeness(store, stats(found, table, bytes)));
  }

  private static StoreStats stats(List<StepSeries> found, StepTable table, long bytes) {
    return new StoreStats(found.size(), 0, bytes).withSamples(table.samples());
  }

  /** Takes a frame. */
  @FunctionalInterface
  private interface Reader<R> {
    void accept(R frame);
  }

  private <Q, R extends Message> long read(
      QueryContext context, Q request, Call<Q, R> call, Reader<R> reader) {
    long bytes = 0;
    try (FrameStream<Q, R> frames =
        new FrameStream<Q, R>(store, peer, context).start(out -> call.start(request, out))) {
      for (@Nullable R frame = frames.next(); frame != null; frame = frames.next()) {
        int size = frame.getSerializedSize();
        context.budget().read(size);
        bytes += size;
        reader.accept(frame);
      }
      return bytes;
    } catch (StoreException e) {
      throw declined(e);
    }
  }

  /** A query that the server aborts or refuses may be answered from samples all the same. */
  private StoreException declined(StoreException failure) {
    boolean refused =
        StatusCodes.isAborted(failure)
            || failure.kind() == Kind.BAD_REQUEST
            || failure.kind() == Kind.UNSUPPORTED;
    return refused
        ? new StoreException(store, Kind.UNSUPPORTED, String.valueOf(failure.getMessage()), failure)
        : failure;
  }
}
