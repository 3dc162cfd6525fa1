package io.promontory.frontend.app;

import io.dropwizard.lifecycle.Managed;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.adapter.tls.TlsServerConfig;
import io.promontory.frontend.config.Addresses;
import io.promontory.frontend.config.GrpcConfig;
import io.promontory.frontend.door.OpenDoors;
import io.promontory.frontend.grpc.EvaluateApi;
import io.promontory.frontend.grpc.ExemplarsApi;
import io.promontory.frontend.grpc.QueryApi;
import io.promontory.frontend.grpc.RulesApi;
import io.promontory.frontend.grpc.TargetsApi;
import io.promontory.promql.FeatureFlags;
import io.promontory.series.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC port of the process, up while the process is. */
final class GrpcPort implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcPort.class);

  private final Addresses.HostPort address;
  private final @Nullable TlsServerConfig tls;
  private final Store store;
  private final QueryService service;
  private volatile @Nullable StoreGrpcServer server;

  /**
   * @param tls how the port speaks TLS; null for plain text
   * @param store what others may read
   * @param service answers their queries
   */
  GrpcPort(GrpcConfig config, @Nullable TlsServerConfig tls, Store store, QueryService service) {
    this.tls = tls;
    this.address = Addresses.hostPort(config.listenAddress());
    this.store = store;
    this.service = service;
  }

  @Override
  public void start() {
    FeatureFlags flags = FeatureFlags.of(service.config().featureFlags());
    StoreGrpcServer started =
        StoreGrpcServer.start(
            store,
            GrpcServerConfig.plain(address.host(), address.port())
                .withTls(tls)
                .withBudgets(() -> service.admission().context(null).budget())
                .withEvaluator(flags.changesMeaning() ? null : service.buildInfo().version()),
            calls -> {
              QueryApi queries = new QueryApi(service, calls);
              return List.of(
                  queries,
                  new EvaluateApi(queries, calls),
                  new ExemplarsApi(store, flags, calls),
                  new TargetsApi(store, calls),
                  new RulesApi(store, calls));
            });
    server = started;
    LOG.atInfo()
        .addKeyValue("address", address.host() + ":" + started.port())
        .log("stores are served over gRPC");
    OpenDoors.warn(
        "the gRPC port",
        address.host(),
        started.port(),
        tls != null && tls.keepsStrangersOut(),
        "set grpc.tls_config with client_ca_file and RequireAndVerifyClientCert, or bind to"
            + " 127.0.0.1");
  }

  /** The port it is bound to, or -1 while it is not. */
  int port() {
    StoreGrpcServer running = server;
    return running == null ? -1 : running.port();
  }

  @Override
  public void stop() {
    StoreGrpcServer running = server;
    if (running != null) {
      running.close();
    }
  }
}
