package io.promontory.adapter.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.promontory.adapter.labels.Reshaped;
import io.promontory.proto.thanos.LabelNamesResponse;
import io.promontory.proto.thanos.LabelValuesResponse;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Looks;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code thanos.Store} over any store; shards are cut here where the store does not. */
final class StoreService extends StoreGrpc.StoreImplBase {
  private final Store store;
  private final CallRunner calls;

  StoreService(Store store, CallRunner calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public void series(SeriesRequest message, StreamObserver<SeriesResponse> observer) {
    @Nullable Looks looks;
    try {
      looks = WireLooks.current();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    }
    boolean allEncodings = ReadEncodings.all();
    calls.run(observer, call -> series(message, looks, allEncodings, call));
  }

  private void series(
      SeriesRequest message,
      @Nullable Looks looks,
      boolean allEncodings,
      ServedCall<SeriesResponse> call) {
    SelectRequest request = WireSelect.fromWire(message, looks);
    PartialResponses parts =
        PartialResponses.of(
            message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
    QueryContext context = parts.context(call);
    SeriesFrames frames = new SeriesFrames(message, allEncodings, call::send);
    SelectRequest able = Reshaped.able(request, store.info());
    try (SeriesSet set =
        Reshaped.of(store.select(able, context), able, request, context.budget())) {
      for (Series series = set.next(); series != null; series = set.next()) {
        context.budget().readSeries();
        frames.add(series);
      }
      List<String> warnings = parts.warnings(set.completeness());
      warnings.forEach(frames::warn);
      frames.hint(WireOutcomes.toWire(set.completeness()));
    }
  }

  @Override
  public void labelNames(
      io.promontory.proto.thanos.LabelNamesRequest message,
      StreamObserver<LabelNamesResponse> observer) {
    calls.run(observer, call -> labelNames(message, call));
  }

  private void labelNames(
      io.promontory.proto.thanos.LabelNamesRequest message, ServedCall<LabelNamesResponse> call) {
    PartialResponses parts =
        PartialResponses.of(
            message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
    List<String> dropped = message.getWithoutReplicaLabelsList();
    int limit = WireSelect.limit(message.getLimit());
    LabelNamesRequest request =
        new LabelNamesRequest(
            message.getStart(),
            message.getEnd(),
            WireMatchers.fromWire(message.getMatchersList()),
            dropped.isEmpty() ? limit : 0);
    LabelsResult names = store.labelNames(request, parts.context(call));
    call.send(
        LabelNamesResponse.newBuilder()
            .addAllNames(
                names.values().stream()
                    .filter(name -> !dropped.contains(name))
                    .limit(limit > 0 ? limit : Long.MAX_VALUE)
                    .toList())
            .addAllWarnings(parts.warnings(names.completeness()))
            .setHints(WireOutcomes.toWire(names.completeness()))
            .build());
  }

  @Override
  public void labelValues(
      io.promontory.proto.thanos.LabelValuesRequest message,
      StreamObserver<LabelValuesResponse> observer) {
    calls.run(observer, call -> labelValues(message, call));
  }

  private void labelValues(
      io.promontory.proto.thanos.LabelValuesRequest message, ServedCall<LabelValuesResponse> call) {
    if (message.getWithoutReplicaLabelsList().contains(message.getLabel())) {
      call.send(LabelValuesResponse.getDefaultInstance());
      return;
    }
    PartialResponses parts =
        PartialResponses.of(
            message.getPartialResponseDisabled(), message.getPartialResponseStrategyValue());
    LabelValuesRequest request =
        new LabelValuesRequest(
            message.getLabel(),
            message.getStart(),
            message.getEnd(),
            WireMatchers.fromWire(message.getMatchersList()),
            WireSelect.limit(message.getLimit()));
    LabelsResult values = store.labelValues(request, parts.context(call));
    call.send(
        LabelValuesResponse.newBuilder()
            .addAllValues(values.values())
            .addAllWarnings(parts.warnings(values.completeness()))
            .setHints(WireOutcomes.toWire(values.completeness()))
            .build());
  }
}
