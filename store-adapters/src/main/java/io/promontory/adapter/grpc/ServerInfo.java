package io.promontory.adapter.grpc;

import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a StoreAPI server last said about itself. What it does not say is taken as the oldest
 * behaviour.
 *
 * @param servesStore false for a server of other APIs only
 * @param sharding it cuts shards itself
 * @param withoutReplicaLabels it drops replica labels and sorts without them
 */
record ServerInfo(
    List<Labels> labelSets,
    long minTime,
    long maxTime,
    boolean servesStore,
    boolean metadata,
    boolean sharding,
    boolean withoutReplicaLabels) {
  /** Nothing is known yet: it may hold anything, and can do little. */
  static final ServerInfo UNKNOWN =
      new ServerInfo(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, true, false, false, false);

  private static final int MOST_LABEL_SETS = 100_000;

  ServerInfo {
    labelSets = List.copyOf(labelSets);
  }

  static ServerInfo of(InfoResponse message) {
    List<Labels> sets = new ArrayList<>();
    message.getLabelSetsList().stream()
        .limit(MOST_LABEL_SETS)
        .forEach(set -> sets.add(labels(set)));
    // One source without labels may hold anything, whatever the others have.
    boolean bounded = sets.stream().noneMatch(Labels::isEmpty);
    return new ServerInfo(
        bounded ? sets : List.of(),
        message.getStore().getMinTime(),
        message.getStore().getMaxTime(),
        message.hasStore(),
        message.hasMetricMetadata(),
        message.getStore().getSupportsSharding(),
        message.getStore().getSupportsWithoutReplicaLabels());
  }

  private static Labels labels(ZLabelSet set) {
    LabelsBuilder builder = new LabelsBuilder();
    for (Label label : set.getLabelsList()) {
      builder.set(label.getName().toStringUtf8(), label.getValue().toStringUtf8());
    }
    return builder.build();
  }
}
