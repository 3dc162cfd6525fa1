package io.promontory.frontend.federation;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.http.Authorization;
import io.promontory.adapter.http.BasicAuth;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.Secret;
import io.promontory.adapter.http.TlsConfig;
import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.AuthorizationConfig;
import io.promontory.frontend.config.BasicAuthConfig;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.EndpointsSection;
import io.promontory.frontend.config.GrpcStoreSection;
import io.promontory.frontend.config.HttpSdSection;
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.Target;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one entry of {@code stores} into a store. */
final class StoreOpener {
  private final ConfigFile file;
  private final BlocksStores blocks;
  private final DiscoveryOpener discovery;
  private final Steady steady;

  StoreOpener(ConfigFile file, BlocksStores blocks, Steady steady, DiscoveryListener listener) {
    this.file = file;
    this.blocks = blocks;
    this.discovery = new DiscoveryOpener(file, listener, this::http);
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
        case ManagedStoreSection ignored -> throw notHere(config);
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

  private ConfigException notHere(StoreConfig config) {
    return new ConfigException(problem(config, "is of a type that is not in this version"));
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
    HttpClientConfig http =
        http(config.tlsConfig(), config.basicAuth(), config.authorization(), config.headers())
            .withParams(config.params());
    return new PrometheusStore(
        PrometheusStoreConfig.of(name, URI.create(url))
            .withExternalLabels(external)
            .withTimeout(config.timeout())
            .withHttp(http)
            .withPushdown(pushdown(config)));
  }

  private static Pushdown pushdown(EndpointsSection config) {
    return Pushdown.valueOf(config.pushdown().toUpperCase(Locale.ROOT));
  }

  private HttpClientConfig http(HttpSdSection config) {
    return http(config.tlsConfig(), config.basicAuth(), config.authorization(), config.headers());
  }

  private HttpClientConfig http(
      io.promontory.frontend.config.@Nullable TlsConfig tls,
      @Nullable BasicAuthConfig basicAuth,
      @Nullable AuthorizationConfig authorization,
      Map<String, io.promontory.frontend.config.Secret> headers) {
    Map<String, Secret> sent = new LinkedHashMap<>();
    headers.forEach((name, value) -> sent.put(name, Secret.of(value.reveal())));
    return HttpClientConfig.DEFAULT
        .withTls(tls(tls))
        .withBasicAuth(basicAuth(basicAuth))
        .withAuthorization(authorization(authorization))
        .withHeaders(sent);
  }

  private Store grpc(GrpcStoreSection config, String name, String address) {
    return new GrpcStore(
        GrpcStoreConfig.of(name, address)
            .withTimeout(config.timeout())
            .withTls(config.tlsConfig() == null ? null : tls(config.tlsConfig()))
            .withTenant(config.tenant())
            .withOldAlertStates(config.oldAlertStates())
            .withPushdown(pushdown(config)));
  }

  private TlsConfig tls(io.promontory.frontend.config.@Nullable TlsConfig config) {
    return config == null
        ? TlsConfig.SYSTEM
        : new TlsConfig(
            config.caFile() == null ? null : file.resolve(config.caFile()),
            config.certFile() == null ? null : file.resolve(config.certFile()),
            config.keyFile() == null ? null : file.resolve(config.keyFile()),
            config.serverName(),
            config.insecureSkipVerify());
  }

  private @Nullable BasicAuth basicAuth(@Nullable BasicAuthConfig config) {
    return config == null
        ? null
        : new BasicAuth(config.username(), secret(config.password(), config.passwordFile()));
  }

  private @Nullable Authorization authorization(@Nullable AuthorizationConfig config) {
    return config == null
        ? null
        : new Authorization(config.type(), secret(config.credentials(), config.credentialsFile()));
  }

  private Secret secret(
      io.promontory.frontend.config.@Nullable Secret inline, @Nullable String inFile) {
    if (inFile != null) {
      return Secret.fromFile(file.resolve(inFile));
    }
    return Secret.of(inline == null ? "" : inline.reveal());
  }
}
