package io.promontory.adapter.grpc;

import io.grpc.stub.StreamObserver;
import io.promontory.proto.exemplars.ExemplarsGrpc;
import io.promontory.proto.info.ExemplarsInfo;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.info.MetricMetadataInfo;
import io.promontory.proto.info.QueryAPIInfo;
import io.promontory.proto.info.RulesInfo;
import io.promontory.proto.info.TSDBInfo;
import io.promontory.proto.info.TargetsInfo;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.rules.RulesGrpc;
import io.promontory.proto.targets.TargetsGrpc;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.util.Set;

/** {@code thanos.info.Info}: what a store announces. */
final class InfoService extends InfoGrpc.InfoImplBase {
  private static final String COMPONENT = "store";

  private final Store store;
  private final Set<String> others;

  /**
   * @param others names of the services that are served beside the store's own
   */
  InfoService(Store store, Set<String> others) {
    this.store = store;
    this.others = Set.copyOf(others);
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
    info.labelSets().forEach(labels -> message.addLabelSets(WireLabels.toSet(labels)));
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
    if (others.contains(QueryGrpc.SERVICE_NAME)) {
      message.setQuery(QueryAPIInfo.getDefaultInstance());
    }
    if (others.contains(RulesGrpc.SERVICE_NAME) && info.can(Capability.RULES)) {
      message.setRules(RulesInfo.getDefaultInstance());
    }
    if (others.contains(TargetsGrpc.SERVICE_NAME) && info.can(Capability.TARGETS)) {
      message.setTargets(TargetsInfo.getDefaultInstance());
    }
    if (others.contains(ExemplarsGrpc.SERVICE_NAME) && info.can(Capability.EXEMPLARS)) {
      message.setExemplars(
          ExemplarsInfo.newBuilder().setMinTime(info.minTime()).setMaxTime(info.maxTime()));
    }
    return message.setStore(served).build();
  }
}
