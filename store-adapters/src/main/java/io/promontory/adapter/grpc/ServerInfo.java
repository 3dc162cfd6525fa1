package io.promontory.adapter.grpc;

import io.grpc.Metadata;
import io.promontory.proto.info.InfoResponse;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a StoreAPI server last said about itself. What it does not say is taken as the oldest
 * behaviour.
 *
 * @param servesStore false for a server of other APIs only
 * @param apis what it serves besides
 * @param sharding it cuts shards itself
 * @param withoutReplicaLabels it drops replica labels and sorts without them
 * @param evaluator what evaluates there as it would here, with its version; empty where nothing
 *     does
 * @param servesQuery it serves {@code thanos.Query}
 * @param lacksStaleMarkers its samples come without stale markers
 */
record ServerInfo(
    List<Labels> labelSets,
    long minTime,
    long maxTime,
    boolean servesStore,
    Set<Capability> apis,
    boolean sharding,
    boolean withoutReplicaLabels,
    String evaluator,
    boolean servesQuery,
    boolean lacksStaleMarkers) {
  /** Nothing is known yet: it may hold and tell anything, and can do little. */
  static final ServerInfo UNKNOWN =
      new ServerInfo(
          List.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          true,
          EnumSet.of(
              Capability.METADATA, Capability.EXEMPLARS, Capability.TARGETS, Capability.RULES),
          false,
          false,
          "",
          false,
          false);

  private static final int MOST_LABEL_SETS = 100_000;

  ServerInfo {
    labelSets = List.copyOf(labelSets);
    apis = Set.copyOf(apis);
  }

  /**
   * What an answer says.
   *
   * @param headers that came with it
   */
  static ServerInfo of(InfoResponse message, @Nullable Metadata headers) {
    List<Labels> sets = new ArrayList<>();
    message.getLabelSetsList().stream()
        .limit(MOST_LABEL_SETS)
        .forEach(set -> sets.add(WireLabels.fromWire(set)));
    // One source without labels may hold anything, whatever the others have.
    boolean bounded = sets.stream().noneMatch(Labels::isEmpty);
    return new ServerInfo(
        bounded ? sets : List.of(),
        message.getStore().getMinTime(),
        message.getStore().getMaxTime(),
        message.hasStore(),
        apis(message),
        message.getStore().getSupportsSharding(),
        message.getStore().getSupportsWithoutReplicaLabels(),
        Announcement.evaluator(headers),
        message.hasQuery(),
        Traits.lacksStaleMarkers(headers));
  }

  private static Set<Capability> apis(InfoResponse message) {
    Set<Capability> apis = EnumSet.noneOf(Capability.class);
    if (message.hasMetricMetadata()) {
      apis.add(Capability.METADATA);
    }
    if (message.hasExemplars()) {
      apis.add(Capability.EXEMPLARS);
    }
    if (message.hasTargets()) {
      apis.add(Capability.TARGETS);
    }
    if (message.hasRules()) {
      apis.add(Capability.RULES);
    }
    return apis;
  }
}
