package io.promontory.adapter.grpc;

import io.promontory.proto.exemplars.ExemplarsRequest;
import io.promontory.proto.exemplars.ExemplarsResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarUnion;
import io.promontory.series.store.SeriesExemplars;
import java.util.List;
import java.util.stream.Collectors;

/** Requests for exemplars and the frames of their answers. */
final class ExemplarFrames {
  private ExemplarFrames() {}

  /** Selectors travel as an expression that has them all. */
  static ExemplarsRequest request(io.promontory.series.store.ExemplarsRequest request) {
    return ExemplarsRequest.newBuilder()
        .setQuery(
            request.selectors().stream()
                .map(ExemplarFrames::text)
                .collect(Collectors.joining(" or ")))
        .setStart(request.minTime())
        .setEnd(request.maxTime())
        .setPartialResponseStrategy(PartialResponseStrategy.WARN)
        .build();
  }

  private static String text(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }

  static List<SeriesExemplars> read(SideFrames<ExemplarsResponse> frames) {
    ExemplarUnion all = new ExemplarUnion();
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      if (frame.hasData()) {
        all.add(
            WireLabels.fromWire(frame.getData().getSeriesLabels()),
            frame.getData().getExemplarsList().stream()
                .map(
                    one ->
                        new Exemplar(
                            WireLabels.fromWire(one.getLabels()), one.getValue(), one.getTs()))
                .toList());
      } else {
        frames.warn(frame.getWarning());
      }
    }
    return all.result();
  }
}
