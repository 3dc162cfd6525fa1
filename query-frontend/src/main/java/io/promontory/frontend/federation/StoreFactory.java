package io.promontory.frontend.federation;

import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.EndpointsSection;
import io.promontory.frontend.config.GrpcStoreSection;
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.rules.archive.ResultArchive;
import io.promontory.series.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Builds the stores of a configuration. */
public final class StoreFactory {
  private StoreFactory() {}

  /**
   * Builds all stores; none is asked anything yet.
   *
   * @param blocks opens those of blocks
   * @param managed opens those of managed endpoints
   * @param steady put around each of them
   * @param discovery told how the discovery of servers goes
   * @param clock for time windows that move
   * @throws ConfigException if one cannot be built, say for a file it names; those built before are
   *     closed
   */
  public static FederatedStore open(
      ConfigFile file,
      CallObserver observer,
      BlocksStores blocks,
      ManagedStores managed,
      Steady steady,
      DiscoveryListener discovery,
      InstantSource clock)
      throws ConfigException {
    return open(file, observer, blocks, managed, steady, discovery, clock, List.of());
  }

  /**
   * As the other, with stores that no entry of the configuration names.
   *
   * @param own are asked like the others
   */
  public static FederatedStore open(
      ConfigFile file,
      CallObserver observer,
      BlocksStores blocks,
      ManagedStores managed,
      Steady steady,
      DiscoveryListener discovery,
      InstantSource clock,
      List<Member> own)
      throws ConfigException {
    List<Member> members = new ArrayList<>(own);
    StoreOpener opener = new StoreOpener(file, blocks, managed, steady, discovery);
    boolean lenient = file.config().query().partialResponse();
    try {
      for (int i = 0; i < file.config().stores().size(); i++) {
        StoreConfig store = file.config().stores().get(i);
        boolean required = store.required() && !lenient;
        Store opened = opener.open(store, required, file.storeDigests().get(i));
        members.add(
            new Member(
                StoreView.of(store, opened, replicaLabels(file, store), clock),
                required,
                store.timeout(),
                type(store),
                addresses(store),
                () -> opened instanceof ServerGroup group ? group.servers() : List.of()));
      }
    } catch (ConfigException e) {
      members.forEach(member -> member.store().close());
      throw e;
    }
    return new FederatedStore(members, observer);
  }

  /** Those of the entry, and in the archive of results what names their maker. */
  private static List<String> replicaLabels(ConfigFile file, StoreConfig store) {
    if (store != file.config().archive()) {
      return store.replicaLabels();
    }
    List<String> labels = new ArrayList<>(store.replicaLabels());
    labels.add(ResultArchive.MAKER_LABEL);
    return labels;
  }

  private static String type(StoreConfig store) {
    return switch (store) {
      case PrometheusStoreSection ignored -> "prometheus";
      case GrpcStoreSection ignored -> "grpc";
      case BlocksStoreSection ignored -> "blocks";
      case ManagedStoreSection ignored -> "managed";
    };
  }

  private static List<String> addresses(StoreConfig store) {
    return switch (store) {
      case EndpointsSection endpoints -> endpoints.addresses();
      case BlocksStoreSection ignored -> List.of();
      case ManagedStoreSection managed -> List.of(managed.url());
    };
  }
}
