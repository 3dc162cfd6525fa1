package io.promontory.adapter.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.info.MetricMetadataInfo;
import io.promontory.proto.info.QueryAPIInfo;
import io.promontory.proto.info.TSDBInfo;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.util.Set;

/** {@code thanos.info.Info}: what a store announces. */
final class InfoService extends InfoGrpc.InfoImplBase {
  private static final String COMPONENT = "store";

  private final Store store;
  private final boolean queries;

  /**
   * @param others names of the services that are served beside the store's own
   */
  InfoService(Store store, Set<String> others) {
    this.store = store;
    this.queries = others.contains(QueryGrpc.SERVICE_NAME);
  }

  @Override
  public void info(InfoRequest request, StreamObserver<InfoResponse> observer) {
    observer.onNext(message(store.info()));
    observer.onCompleted();
  }

  private InfoResponse message(StoreInfo info) {
    io.promontory.proto.info.StoreInfo.Builder served =
        io.promontory.proto.info.StoreInfo.newBuilder()
            .setMinTime(info.minTime())
            .setMaxTime(info.maxTime())
            .setSupportsSharding(true)
            .setSupportsWithoutReplicaLabels(true);
    InfoResponse.Builder message = InfoResponse.newBuilder().setComponentType(COMPONENT);
    info.labelSets().forEach(labels -> message.addLabelSets(labelSet(labels)));
    if (message.getLabelSetsCount() == 1) {
      // Of several sources the times of each are not known, and what is said here must be true.
      served.addTsdbInfos(
          TSDBInfo.newBuilder()
              .setLabels(message.getLabelSets(0))
              .setMinTime(info.minTime())
              .setMaxTime(info.maxTime()));
    }
    if (info.can(Capability.METADATA)) {
      message.setMetricMetadata(MetricMetadataInfo.getDefaultInstance());
    }
    if (queries) {
      message.setQuery(QueryAPIInfo.getDefaultInstance());
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
