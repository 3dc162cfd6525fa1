package io.promontory.adapter.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.MetadataUtils;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Serves one store by gRPC: {@code thanos.Store}, {@code thanos.info.Info}, {@code
 * thanos.Metadata}, health and reflection, and what else the caller has to serve beside them. The
 * store stays the caller's to close.
 */
public final class StoreGrpcServer implements AutoCloseable {
  /** Clients that ping more often than this are cut off. */
  private static final int MOST_FREQUENT_PING_SECONDS = 5;

  /**
   * A connection is closed in peace after this, as Thanos' servers do it, so that clients come to
   * know of servers that were added behind one name.
   */
  private static final int LONGEST_CONNECTION_MINUTES = 60;

  private static final int DRAIN_SECONDS = 5;

  private final Server server;
  private final HealthStatusManager health;
  private final ExecutorService threads;

  private StoreGrpcServer(Server server, HealthStatusManager health, ExecutorService threads) {
    this.server = server;
    this.health = health;
    this.threads = threads;
  }

  /** As {@link #start(Store, GrpcServerConfig, Function)}, with nothing else to serve. */
  public static StoreGrpcServer start(Store store, GrpcServerConfig config) {
    return start(store, config, calls -> List.of());
  }

  /**
   * Binds and serves.
   *
   * @param others makes further services, which run their calls with what they are given
   * @throws UncheckedIOException if the address cannot be bound or a TLS file cannot be read
   */
  public static StoreGrpcServer start(
      Store store, GrpcServerConfig config, Function<CallRunner, List<BindableService>> others) {
    HealthStatusManager health = new HealthStatusManager();
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("grpc-", 0).factory());
    CallRunner calls = new CallRunner(config.maxCallTime(), config.budgets(), threads);
    List<ServerServiceDefinition> further =
        others.apply(calls).stream().map(BindableService::bindService).toList();
    try {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
              .executor(threads)
              .maxInboundMessageSize(config.maxRequestBytes())
              .permitKeepAliveTime(MOST_FREQUENT_PING_SECONDS, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .maxConnectionAge(LONGEST_CONNECTION_MINUTES, TimeUnit.MINUTES)
              .maxConnectionAgeGrace(config.maxCallTime().toMillis(), TimeUnit.MILLISECONDS)
              .decompressorRegistry(FramedSnappy.registry())
              .intercept(new Tenants())
              .intercept(new CallOrigins())
              .intercept(new WireLooks())
              .intercept(new ReadEncodings())
              .addService(new StoreService(store, calls))
              .addService(
                  ServerInterceptors.intercept(
                      info(config, new InfoService(store, names(further))), new Traits(store)))
              .addService(new MetadataService(store, calls))
              .addService(health.getHealthService())
              .addService(ProtoReflectionServiceV1.newInstance());
      further.forEach(builder::addService);
      if (config.tls() != null) {
        builder.sslContext(GrpcTls.context(config.tls()));
      }
      Server server = builder.build().start();
      health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
      return new StoreGrpcServer(server, health, threads);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException(
          "cannot serve gRPC on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  /** What is announced beyond the message goes as headers, which other clients do not read. */
  private static ServerServiceDefinition info(GrpcServerConfig config, InfoService service) {
    String evaluator = config.evaluator();
    return evaluator == null
        ? service.bindService()
        : ServerInterceptors.intercept(
            service, MetadataUtils.newAttachMetadataServerInterceptor(Announcement.of(evaluator)));
  }

  private static Set<String> names(List<ServerServiceDefinition> services) {
    return services.stream()
        .map(service -> service.getServiceDescriptor().getName())
        .collect(Collectors.toSet());
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
