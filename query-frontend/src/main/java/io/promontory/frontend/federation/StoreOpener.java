package io.promontory.frontend.federation;

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
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.frontend.config.PrometheusStoreSection;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one entry of {@code stores} into a store. */
final class StoreOpener {
  private final ConfigFile file;
  private final BlocksStores blocks;
  private final Steady steady;

  StoreOpener(ConfigFile file, BlocksStores blocks, Steady steady) {
    this.file = file;
    this.blocks = blocks;
    this.steady = steady;
  }

  /**
   * Builds the store.
   *
   * @param digest of its entry
   * @throws ConfigException if a file it names is missing or broken
   */
  Store open(StoreConfig config, String digest) throws ConfigException {
    try {
      return switch (config) {
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
    return new ReplicaGroup(config.name(), endpoints, config.timeout());
  }

  /** The store at one address. */
  private Store endpoint(EndpointsSection config, String name, String address) {
    return switch (config) {
      case PrometheusStoreSection prometheus ->
          steady.around(prometheus(prometheus, name, address), steadyConfig(config));
      case GrpcStoreSection grpc ->
          steady.around(grpc(grpc, name, address), steadyConfig(config));
    };
  }

  private Store prometheus(PrometheusStoreSection config, String name, String url) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    config.headers().forEach((key, value) -> headers.put(key, Secret.of(value.reveal())));
    HttpClientConfig http =
        HttpClientConfig.DEFAULT
            .withTls(tls(config.tlsConfig()))
            .withBasicAuth(basicAuth(config.basicAuth()))
            .withAuthorization(authorization(config.authorization()))
            .withHeaders(headers);
    return new PrometheusStore(
        PrometheusStoreConfig.of(name, URI.create(url))
            .withExternalLabels(Labels.of(config.externalLabels()))
            .withTimeout(config.timeout())
            .withHttp(http));
  }

  private Store grpc(GrpcStoreSection config, String name, String address) {
    return new GrpcStore(
        GrpcStoreConfig.of(name, address)
            .withTimeout(config.timeout())
            .withTls(config.tlsConfig() == null ? null : tls(config.tlsConfig()))
            .withTenant(config.tenant())
            .withOldAlertStates(config.oldAlertStates()));
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
