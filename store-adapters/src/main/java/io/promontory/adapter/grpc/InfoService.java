package io.promontory.adapter.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.info.MetricMetadataInfo;
import io.promontory.proto.info.TSDBInfo;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;

/** {@code thanos.info.Info}: what a store announces. */
final class InfoService extends InfoGrpc.InfoImplBase {
  private static final String COMPONENT = "store";

  private final Store store;

  InfoService(Store store) {
    this.store = store;
  }

  @Override
  public void info(InfoRequest request, StreamObserver<InfoResponse> observer) {
    observer.onNext(message(store.info()));
    observer.onCompleted();
  }

  private static InfoResponse message(StoreInfo info) {
    io.promontory.proto.info.StoreInfo.Builder served =
        io.promontory.proto.info.StoreInfo.newBuilder()
            .setMinTime(info.minTime())
            .setMaxTime(info.maxTime())
            .setSupportsSharding(info.can(Capability.SHARDING))
            .setSupportsWithoutReplicaLabels(info.can(Capability.WITHOUT_REPLICA_LABELS));
    InfoResponse.Builder message = InfoResponse.newBuilder().setComponentType(COMPONENT);
    for (Labels labels : info.labelSets()) {
      ZLabelSet set = labelSet(labels);
      message.addLabelSets(set);
      served.addTsdbInfos(
          TSDBInfo.newBuilder()
              .setLabels(set)
              .setMinTime(info.minTime())
              .setMaxTime(info.maxTime()));
    }
    if (info.can(Capability.METADATA)) {
      message.setMetricMetadata(MetricMetadataInfo.getDefaultInstance());
    }
    return message.setStore(served).build();
  }

  private static ZLabelSet labelSet(Labels labels) {
    ZLabelSet.Builder set = ZLabelSet.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      set.addLabels(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8)));
    }
    return set.build();
  }
}
