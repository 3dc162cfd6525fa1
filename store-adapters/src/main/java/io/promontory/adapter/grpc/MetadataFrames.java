package io.promontory.adapter.grpc;

import io.promontory.proto.metadata.Meta;
import io.promontory.proto.metadata.MetricMetadataRequest;
import io.promontory.proto.metadata.MetricMetadataResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests for metadata, and the frames of their answers, cut to what was asked for. */
final class MetadataFrames {
  private MetadataFrames() {}

  static MetricMetadataRequest request(MetadataRequest request) {
    return MetricMetadataRequest.newBuilder()
        .setMetric(request.metric())
        .setLimit(Math.max(-1, request.limit()))
        .setPartialResponseStrategy(PartialResponseStrategy.WARN)
        .build();
  }

  static List<MetricMetadata> read(
      SideFrames<MetricMetadataResponse> frames, MetadataRequest request) {
    Map<String, List<MetricMetadata>> families = new TreeMap<>(Utf8Order.INSTANCE);
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      frames.warn(frame.getWarning());
      frame
          .getMetadata()
          .getMetadataMap()
          .forEach(
              (family, entry) -> {
                List<MetricMetadata> entries =
                    families.computeIfAbsent(family, name -> new ArrayList<>());
                for (Meta meta : entry.getMetasList()) {
                  entries.add(
                      new MetricMetadata(family, meta.getType(), meta.getHelp(), meta.getUnit()));
                }
              });
    }
    int perFamily = request.limitPerMetric() > 0 ? request.limitPerMetric() : Integer.MAX_VALUE;
    return families.values().stream()
        .limit(request.limit() > 0 ? request.limit() : Long.MAX_VALUE)
        .flatMap(entries -> entries.stream().limit(perFamily))
        .toList();
  }
}
