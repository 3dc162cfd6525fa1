package io.promontory.frontend.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.promontory.adapter.grpc.CallRunner;
import io.promontory.adapter.grpc.PartialResponses;
import io.promontory.adapter.grpc.WireLabels;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.proto.exemplars.Exemplar;
import io.promontory.proto.exemplars.ExemplarData;
import io.promontory.proto.exemplars.ExemplarsGrpc;
import io.promontory.proto.exemplars.ExemplarsRequest;
import io.promontory.proto.exemplars.ExemplarsResponse;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Listed;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.Store;
import java.util.List;

/** {@code thanos.Exemplars}: the exemplars of all series that an expression selects. */
public final class ExemplarsApi extends ExemplarsGrpc.ExemplarsImplBase {
  private final Store store;
  private final FeatureFlags flags;
  private final CallRunner calls;

  /**
   * @param flags of the language that expressions are in
   */
  public ExemplarsApi(Store store, FeatureFlags flags, CallRunner calls) {
    this.store = store;
    this.flags = flags;
    this.calls = calls;
  }

  @Override
  public void exemplars(ExemplarsRequest message, StreamObserver<ExemplarsResponse> observer) {
    PartialResponses parts = PartialResponses.of(message.getPartialResponseStrategyValue());
    calls.run(
        observer,
        call -> {
          List<List<Matcher>> selectors = selectors(message.getQuery());
          if (selectors.isEmpty()) {
            return;
          }
          Listed<SeriesExemplars> found =
              store.exemplars(
                  new io.promontory.series.store.ExemplarsRequest(
                      message.getStart(), message.getEnd(), selectors),
                  parts.context(call));
          List<String> warnings = parts.warnings(found.completeness());
          for (SeriesExemplars series : found.values()) {
            call.send(ExemplarsResponse.newBuilder().setData(message(series)).build());
          }
          warnings.forEach(
              text -> call.send(ExemplarsResponse.newBuilder().setWarning(text).build()));
        });
  }

  private List<List<Matcher>> selectors(String query) {
    try {
      return Selectors.of(PromQlParser.parse(query, flags)).stream()
          .map(VectorSelector::matchers)
          .distinct()
          .toList();
    } catch (ParseException e) {
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
    }
  }

  private static ExemplarData message(SeriesExemplars series) {
    ExemplarData.Builder data =
        ExemplarData.newBuilder().setSeriesLabels(WireLabels.toSet(series.labels()));
    series
        .exemplars()
        .forEach(
            exemplar ->
                data.addExemplars(
                    Exemplar.newBuilder()
                        .setLabels(WireLabels.toSet(exemplar.labels()))
                        .setValue(exemplar.value())
                        .setTs(exemplar.timestamp())));
    return data.build();
  }
}
