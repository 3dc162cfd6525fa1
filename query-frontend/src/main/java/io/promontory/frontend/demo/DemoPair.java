package io.promontory.frontend.demo;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two servers that scrape the same services, each on a gRPC port of its own, as the two of a highly
 * available pair. In the last hours each was away once, for twenty minutes, while the other one was
 * there.
 */
final class DemoPair implements AutoCloseable {
  /** How long before the start the second hole ends: no block of the archive reaches as far. */
  static final Duration LATEST_HOLE = Duration.ofMinutes(25);

  private static final Duration HOLE = Duration.ofMinutes(20);
  private static final String LABEL = "replica";

  private final List<DemoReplica> replicas = new ArrayList<>();
  private final List<StoreGrpcServer> servers = new ArrayList<>();

  /**
   * @param external labels of both, beside the one that tells them apart
   * @param now ms
   */
  DemoPair(Labels external, long now) {
    long end = now - LATEST_HOLE.toMillis();
    add(external, "b", end);
    add(external, "a", end - 2 * HOLE.toMillis());
  }

  private void add(Labels external, String letter, long awayTo) {
    MemoryStore store = new MemoryStore("live-" + letter, external.with(LABEL, letter));
    replicas.addFirst(new DemoReplica(store, awayTo - HOLE.toMillis(), awayTo));
  }

  List<DemoReplica> replicas() {
    return replicas;
  }

  /** Listens; what is appended later is seen too. */
  void serve() {
    for (DemoReplica replica : replicas) {
      servers.add(StoreGrpcServer.start(replica.store(), GrpcServerConfig.plain("127.0.0.1", 0)));
    }
  }

  /** Both as entries of {@code stores}. */
  List<String> stores() {
    List<String> stores = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      stores.add(
          "{name: %s, type: grpc, address: \"127.0.0.1:%d\", replica_labels: [%s]}"
              .formatted(replicas.get(i).store().info().name(), servers.get(i).port(), LABEL));
    }
    return stores;
  }

  @Override
  public void close() {
    servers.forEach(StoreGrpcServer::close);
  }
}
