package io.promontory.adapter.grpc;

import io.grpc.stub.StreamObserver;
import io.promontory.proto.metadata.Meta;
import io.promontory.proto.metadata.MetadataGrpc;
import io.promontory.proto.metadata.MetricMetadata;
import io.promontory.proto.metadata.MetricMetadataEntry;
import io.promontory.proto.metadata.MetricMetadataRequest;
import io.promontory.proto.metadata.MetricMetadataResponse;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code thanos.Metadata} over any store. */
final class MetadataService extends MetadataGrpc.MetadataImplBase {
  private final Store store;
  private final CallRunner calls;

  MetadataService(Store store, CallRunner calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public void metricMetadata(
      MetricMetadataRequest message, StreamObserver<MetricMetadataResponse> observer) {
    PartialResponses parts = PartialResponses.of(message.getPartialResponseStrategyValue());
    calls.run(
        observer,
        call -> {
          MetadataRequest request = new MetadataRequest(message.getMetric(), message.getLimit(), 0);
          Map<String, MetricMetadataEntry.Builder> families = new LinkedHashMap<>();
          Listed<io.promontory.series.store.MetricMetadata> found =
              store.metadata(request, parts.context(call));
          List<String> warnings = parts.warnings(found.completeness());
          for (var entry : found.values()) {
            families
                .computeIfAbsent(entry.family(), family -> MetricMetadataEntry.newBuilder())
                .addMetas(
                    Meta.newBuilder()
                        .setType(entry.type())
                        .setHelp(entry.help())
                        .setUnit(entry.unit()));
          }
          MetricMetadata.Builder metadata = MetricMetadata.newBuilder();
          families.forEach((family, entries) -> metadata.putMetadata(family, entries.build()));
          call.send(MetricMetadataResponse.newBuilder().setMetadata(metadata).build());
          warnings.forEach(
              text -> call.send(MetricMetadataResponse.newBuilder().setWarning(text).build()));
        });
  }
}
