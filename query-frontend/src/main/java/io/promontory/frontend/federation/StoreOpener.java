package io.promontory.frontend.federation;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.client.TargetSources;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.EndpointsSection;
import io.promontory.frontend.config.GrpcStoreSection;
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.Target;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyConfig;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns one entry of {@code stores} into a store. */
final class StoreOpener {
  private final ConfigFile file;
  private final HttpClients clients;
  private final BlocksStores blocks;
  private final ManagedStores managed;
  private final DiscoveryOpener discovery;
  private final Steady steady;

  StoreOpener(
      ConfigFile file,
      BlocksStores blocks,
      ManagedStores managed,
      Steady steady,
      DiscoveryListener listener) {
    this.file = file;
    this.clients = new HttpClients(file::resolve);
    this.blocks = blocks;
    this.managed = managed;
    this.discovery = new DiscoveryOpener(listener, new TargetSources(file, clients));
    this.steady = steady;
  }

  /**
   * Builds the store.
   *
   * @param required whether a query fails when a part of the store does
   * @param digest of its entry
   * @throws ConfigException if a file it names is missing or broken
   */
  Store open(StoreConfig config, boolean required, String digest) throws ConfigException {
    try {
      return switch (config) {
        case EndpointsSection endpoints when endpoints.isDiscovered() ->
            discovery.open(endpoints, required, servers(endpoints));
        case EndpointsSection endpoints -> endpoints(endpoints);
        case ManagedStoreSection section ->
            steady.around(managed.open(file, section, digest), managedConfig(config));
        case BlocksStoreSection section ->
            steady.aroundLocal(blocks.open(file, section, digest), steadyConfig(config));
      };
    } catch (IllegalArgumentException e) {
      throw new ConfigException(problem(config, "cannot be used: " + e.getMessage()));
    }
  }

  private static SteadyConfig steadyConfig(StoreConfig config) {
    return SteadyConfig.of(config.timeout())
        .withLimits(config.maxConcurrency(), config.maxQueued(), config.maxRetries());
  }

  /** A managed store tries its requests again itself, each for its own part of an answer. */
  private static SteadyConfig managedConfig(StoreConfig config) {
    return SteadyConfig.of(config.timeout())
        .withLimits(config.maxConcurrency(), config.maxQueued(), 0);
  }

  private String problem(StoreConfig config, String what) {
    return file.path() + ": store \"" + config.name() + "\" " + what;
  }

  private Store endpoints(EndpointsSection config) {
    List<String> addresses = config.addresses();
    if (addresses.size() == 1) {
      return endpoint(config, config.name(), addresses.getFirst());
    }
    List<Store> endpoints = new ArrayList<>();
    try {
      addresses.forEach(address -> endpoints.add(endpoint(config, address, address)));
    } catch (IllegalArgumentException e) {
      endpoints.forEach(Store::close);
      throw e;
    }
    return replicas(config, endpoints);
  }

  private Store replicas(EndpointsSection config, List<Store> replicas) {
    return new ReplicaGroup(
        config.name(), replicas, config.timeout(), config.labelsOfOne(), steady);
  }

  private ServerPool.Servers servers(EndpointsSection config) {
    return new ServerPool.Servers() {
      @Override
      public Store open(Target target) {
        return switch (config) {
          case PrometheusStoreSection prometheus -> {
            LabelsBuilder labels = new LabelsBuilder();
            config.externalLabels().forEach(labels::set);
            target.shown().toMap().forEach(labels::set);
            yield steady.around(
                prometheus(prometheus, target.url(), target.url(), labels.build()),
                steadyConfig(config));
          }
          case GrpcStoreSection grpc ->
              steady.around(grpc(grpc, target.address(), target.address()), steadyConfig(config));
        };
      }

      @Override
      public Store shard(List<Store> replicas) {
        return replicas(config, replicas);
      }
    };
  }

  /** The store at one address. */
  private Store endpoint(EndpointsSection config, String name, String address) {
    return switch (config) {
      case PrometheusStoreSection prometheus ->
          steady.around(
              prometheus(prometheus, name, address, Labels.of(config.externalLabels())),
              steadyConfig(config));
      case GrpcStoreSection grpc -> steady.around(grpc(grpc, name, address), steadyConfig(config));
    };
  }

  private Store prometheus(
      PrometheusStoreSection config, String name, String url, Labels external) {
    return new PrometheusStore(
        PrometheusStoreConfig.of(name, URI.create(url))
            .withExternalLabels(external)
            .withTimeout(config.timeout())
            .withHttp(clients.config(config).withParams(config.params()))
            .withPushdown(pushdown(config)));
  }

  private static Pushdown pushdown(EndpointsSection config) {
    return Pushdown.valueOf(config.pushdown().toUpperCase(Locale.ROOT));
  }

  private Store grpc(GrpcStoreSection config, String name, String address) {
    return new GrpcStore(
        GrpcStoreConfig.of(name, address)
            .withTimeout(config.timeout())
            .withTls(config.tlsConfig() == null ? null : clients.tls(config.tlsConfig()))
            .withTenant(config.tenant())
            .withOldAlertStates(config.oldAlertStates())
            .withPushdown(pushdown(config)));
  }
}
