package io.promontory.adapter.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.thanos.LabelNamesResponse;
import io.promontory.proto.thanos.LabelValuesResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** {@code thanos.Store} over any store. */
final class StoreService extends StoreGrpc.StoreImplBase {
  private final Store store;
  private final Duration maxCallTime;
  private final Executor threads;

  StoreService(Store store, Duration maxCallTime, Executor threads) {
    this.store = store;
    this.maxCallTime = maxCallTime;
    this.threads = threads;
  }

  @Override
  public void series(SeriesRequest message, StreamObserver<SeriesResponse> observer) {
    ServedCall.start(observer, maxCallTime, threads, call -> series(message, call));
  }

  private void series(SeriesRequest message, ServedCall<SeriesResponse> call) {
    SelectRequest request = WireSelect.fromWire(message);
    boolean abort =
        mustAbort(message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
    SeriesFrames frames =
        new SeriesFrames(message.getResponseBatchSize(), WireAggregates.asked(message), call::send);
    try (SeriesSet set = store.select(request, call.context())) {
      for (Series series = set.next(); series != null; series = set.next()) {
        frames.add(series);
      }
      List<String> warnings = warnings(set.completeness(), abort);
      warnings.forEach(frames::warn);
      frames.hint(WireOutcomes.toWire(set.completeness()));
    }
  }

  @Override
  public void labelNames(
      io.promontory.proto.thanos.LabelNamesRequest message,
      StreamObserver<LabelNamesResponse> observer) {
    ServedCall.start(
        observer,
        maxCallTime,
        threads,
        call -> {
          LabelNamesRequest request =
              new LabelNamesRequest(
                  message.getStart(),
                  message.getEnd(),
                  WireMatchers.fromWire(message.getMatchersList()),
                  WireSelect.limit(message.getLimit()));
          LabelsResult names = store.labelNames(request, call.context());
          boolean abort =
              mustAbort(
                  message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
          List<String> warnings = warnings(names.completeness(), abort);
          call.send(
              LabelNamesResponse.newBuilder()
                  .addAllNames(without(names.values(), message.getWithoutReplicaLabelsList()))
                  .addAllWarnings(warnings)
                  .setHints(WireOutcomes.toWire(names.completeness()))
                  .build());
        });
  }

  private static List<String> without(List<String> names, List<String> dropped) {
    return names.stream().filter(name -> !dropped.contains(name)).toList();
  }

  @Override
  public void labelValues(
      io.promontory.proto.thanos.LabelValuesRequest message,
      StreamObserver<LabelValuesResponse> observer) {
    ServedCall.start(
        observer,
        maxCallTime,
        threads,
        call -> {
          if (message.getWithoutReplicaLabelsList().contains(message.getLabel())) {
            call.send(LabelValuesResponse.getDefaultInstance());
            return;
          }
          LabelValuesRequest request =
              new LabelValuesRequest(
                  message.getLabel(),
                  message.getStart(),
                  message.getEnd(),
                  WireMatchers.fromWire(message.getMatchersList()),
                  WireSelect.limit(message.getLimit()));
          LabelsResult values = store.labelValues(request, call.context());
          boolean abort =
              mustAbort(
                  message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
          List<String> warnings = warnings(values.completeness(), abort);
          call.send(
              LabelValuesResponse.newBuilder()
                  .addAllValues(values.values())
                  .addAllWarnings(warnings)
                  .setHints(WireOutcomes.toWire(values.completeness()))
                  .build());
        });
  }

  private static boolean mustAbort(boolean disabled, int strategy) {
    return disabled || strategy == PartialResponseStrategy.ABORT_VALUE;
  }

  /** The warnings of an answer; a client that wants none gets the failure instead. */
  private static List<String> warnings(Completeness completeness, boolean abort) {
    List<String> warnings = completeness.warnings();
    if (abort && !warnings.isEmpty()) {
      throw Status.ABORTED.withDescription(String.join("; ", warnings)).asRuntimeException();
    }
    return warnings;
  }
}
