package io.promontory.adapter.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.promontory.adapter.grpc.GrpcServerConfig.ServerTls;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves one store by gRPC: {@code thanos.Store}, {@code thanos.info.Info}, {@code
 * thanos.Metadata}, health and reflection. The store stays the caller's to close.
 */
public final class StoreGrpcServer implements AutoCloseable {
  /** Clients that ping more often than this are cut off. */
  private static final int MOST_FREQUENT_PING_SECONDS = 5;

  private static final int DRAIN_SECONDS = 5;

  private final Server server;
  private final HealthStatusManager health;
  private final ExecutorService threads;

  private StoreGrpcServer(Server server, HealthStatusManager health, ExecutorService threads) {
    this.server = server;
    this.health = health;
    this.threads = threads;
  }

  /**
   * Binds and serves.
   *
   * @throws UncheckedIOException if the address cannot be bound or a TLS file cannot be read
   */
  public static StoreGrpcServer start(Store store, GrpcServerConfig config) {
    HealthStatusManager health = new HealthStatusManager();
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("grpc-", 0).factory());
    try {
      Server server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(config.host(), config.port()), credentials(config))
              .executor(threads)
              .maxInboundMessageSize(config.maxRequestBytes())
              .permitKeepAliveTime(MOST_FREQUENT_PING_SECONDS, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .addService(new StoreService(store, config.maxCallTime(), threads))
              .addService(new InfoService(store))
              .addService(new MetadataService(store, config.maxCallTime(), threads))
              .addService(health.getHealthService())
              .addService(ProtoReflectionServiceV1.newInstance())
              .build()
              .start();
      health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
      return new StoreGrpcServer(server, health, threads);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException(
          "cannot serve gRPC on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  private static ServerCredentials credentials(GrpcServerConfig config) throws IOException {
    ServerTls tls = config.tls();
    if (tls == null) {
      return InsecureServerCredentials.create();
    }
    TlsServerCredentials.Builder builder =
        TlsServerCredentials.newBuilder()
            .keyManager(tls.certFile().toFile(), tls.keyFile().toFile());
    Path clientCa = tls.clientCaFile();
    if (clientCa != null) {
      builder.trustManager(clientCa.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
    }
    return builder.build();
  }

  /** The bound port. */
  public int port() {
    return server.getPort();
  }

  /** Says NOT_SERVING, lets calls under way end for some seconds, then cuts them off. */
  @Override
  public void close() {
    if (server.isShutdown()) {
      return;
    }
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
