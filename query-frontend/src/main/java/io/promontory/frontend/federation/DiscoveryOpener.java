package io.promontory.frontend.federation;

import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.DnsSdSection;
import io.promontory.frontend.config.EndpointsSection;
import io.promontory.frontend.config.FileSdSection;
import io.promontory.frontend.config.GrpcStoreSection;
import io.promontory.frontend.config.HttpSdSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.RelabelSection;
import io.promontory.frontend.config.StaticConfig;
import io.promontory.frontend.discovery.Discovery;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.DnsLookup;
import io.promontory.frontend.discovery.DnsTargets;
import io.promontory.frontend.discovery.FileTargets;
import io.promontory.frontend.discovery.HttpTargets;
import io.promontory.frontend.discovery.StaticTargets;
import io.promontory.frontend.discovery.Target;
import io.promontory.frontend.discovery.TargetSource;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Builds stores whose servers are discovered. */
final class DiscoveryOpener {
  private final ConfigFile file;
  private final DiscoveryListener listener;
  private final Function<HttpSdSection, HttpClientConfig> clients;

  /**
   * @param clients how to ask a server that names targets
   */
  DiscoveryOpener(
      ConfigFile file,
      DiscoveryListener listener,
      Function<HttpSdSection, HttpClientConfig> clients) {
    this.file = file;
    this.listener = listener;
    this.clients = clients;
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
            config.name(), sources(config), defaults(config), rules, listener, store::found);
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

  private List<TargetSource> sources(EndpointsSection config) {
    List<TargetSource> sources = new ArrayList<>();
    for (StaticConfig targets : config.staticConfigs()) {
      sources.add(new StaticTargets(targets.targets(), Labels.of(targets.labels())));
    }
    for (FileSdSection files : config.fileSdConfigs()) {
      sources.add(
          new FileTargets(
              files.files().stream().map(file::resolve).toList(), files.refreshInterval()));
    }
    for (DnsSdSection dns : config.dnsSdConfigs()) {
      sources.add(
          new DnsTargets(
              dns.names(), dns.type(), dns.port(), dns.refreshInterval(), DnsLookup.ofSystem()));
    }
    for (HttpSdSection http : config.httpSdConfigs()) {
      sources.add(
          new HttpTargets(
              config.name(), URI.create(http.url()), http.refreshInterval(), clients.apply(http)));
    }
    return sources;
  }
}
