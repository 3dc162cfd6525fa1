package io.promontory.adapter.grpc;

import io.promontory.proto.metadata.Meta;
import io.promontory.proto.metadata.MetricMetadataRequest;
import io.promontory.proto.metadata.MetricMetadataResponse;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the frames of a metadata answer and cuts it to what was asked for. */
final class MetadataFrames {
  private MetadataFrames() {}

  static List<MetricMetadata> read(
      FrameStream<MetricMetadataRequest, MetricMetadataResponse> frames,
      MetadataRequest request,
      QueryBudget budget) {
    Map<String, List<MetricMetadata>> families = new TreeMap<>(Utf8Order.INSTANCE);
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      budget.read(frame.getSerializedSize());
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
