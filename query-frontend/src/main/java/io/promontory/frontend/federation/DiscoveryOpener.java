package io.promontory.frontend.federation;

import io.promontory.frontend.client.TargetSources;
import io.promontory.frontend.config.EndpointsSection;
import io.promontory.frontend.config.GrpcStoreSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.RelabelSection;
import io.promontory.frontend.discovery.Discovery;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.Target;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.Store;

/** Builds stores whose servers are discovered. */
final class DiscoveryOpener {
  private final DiscoveryListener listener;
  private final TargetSources sources;

  DiscoveryOpener(DiscoveryListener listener, TargetSources sources) {
    this.listener = listener;
    this.sources = sources;
  }

  /**
   * Opens the store and begins to discover.
   *
   * @param required whether a query fails when a shard does
   */
  Store open(EndpointsSection config, boolean required, ServerPool.Servers servers) {
    Relabeling rules =
        Relabeling.of(
            config.targetRelabelConfigs().stream().map(RelabelSection::rule).toList(),
            NameScheme.UTF8);
    ServerPool pool =
        new ServerPool(required, config.timeout(), target -> shard(config, target), servers);
    DiscoveredStore store = new DiscoveredStore(config.name(), pool);
    Discovery discovery =
        new Discovery(
            config.name(),
            sources.of(config.name(), config),
            defaults(config),
            rules,
            listener,
            store::found);
    store.runBy(discovery);
    discovery.start();
    return store;
  }

  private static String shard(EndpointsSection config, Target target) {
    return switch (config) {
      case PrometheusStoreSection ignored -> target.shown().toString();
      case GrpcStoreSection ignored -> target.labels().toString();
    };
  }

  private static Labels defaults(EndpointsSection config) {
    return switch (config) {
      case PrometheusStoreSection ignored -> Labels.of(Target.SCHEME, "http");
      case GrpcStoreSection ignored -> Labels.EMPTY;
    };
  }
}
