package io.promontory.frontend.app;

import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.door.HttpDoor;
import io.promontory.frontend.door.OpenDoors;
import io.promontory.frontend.log.AccessLog;
import io.promontory.frontend.metrics.HttpMetrics;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running process: what a configuration file describes, started and stopped as a whole. */
public final class ServerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  private final Server server;
  private final PromontoryApplication application;
  private final FrontendConfig config;
  private final PrometheusRegistry registry;
  private final CountDownLatch quit;

  private ServerProcess(
      Server server,
      PromontoryApplication application,
      FrontendConfig config,
      PrometheusRegistry registry,
      CountDownLatch quit) {
    this.server = server;
    this.application = application;
    this.config = config;
    this.registry = registry;
    this.quit = quit;
  }

  /**
   * Starts what the file describes and returns once it answers.
   *
   * @throws ConfigException if a store cannot be built as the file says
   * @throws StartException if it cannot start, say because a port is taken
   */
  public static ServerProcess start(ConfigFile file) throws ConfigException, StartException {
    PrometheusRegistry registry = new PrometheusRegistry();
    CountDownLatch quit = new CountDownLatch(1);
    PromontoryApplication application =
        new PromontoryApplication(file, InstantSource.system(), registry, quit::countDown);
    FrontendConfig config = file.config();
    NativeFolder.below(file.resolve(config.storage().path()));
    Bootstrap<FrontendConfig> bootstrap = new Bootstrap<>(application);
    config.getLoggingFactory().configure(bootstrap.getMetricRegistry(), application.getName());
    Environment environment =
        new Environment(
            application.getName(),
            bootstrap.getObjectMapper(),
            bootstrap.getValidatorFactory(),
            bootstrap.getMetricRegistry(),
            bootstrap.getClassLoader(),
            bootstrap.getHealthCheckRegistry(),
            config);
    Server server = null;
    try {
      config.getServerFactory().configure(environment);
      application.run(config, environment);
      server = config.getServerFactory().build(environment);
      server.setRequestLog(
          new RequestLog.Collection(
              List.of(new HttpMetrics(registry), new AccessLog()).toArray(RequestLog[]::new)));
      boolean guarded = guard(server, file);
      server.start();
      warnOfOpen(server, guarded);
    } catch (ConfigException e) {
      stopAfterFailure(server, application);
      throw e;
    } catch (Exception e) {
      stopAfterFailure(server, application);
      throw new StartException(e);
    }
    ServerProcess process = new ServerProcess(server, application, config, registry, quit);
    application.markReady();
    LOG.atInfo()
        .addKeyValue("url", process.url())
        .addKeyValue("stores", config.stores().size())
        .addKeyValue("version", application.service().buildInfo().version())
        .log("ready");
    ConfigNotices.warnOfIdle(config);
    return process;
  }

  /** Puts the web configuration in force; whether it keeps strangers out. */
  private static boolean guard(Server server, ConfigFile file) throws ConfigException {
    String web = file.config().web().configFile();
    return web != null && HttpDoor.install(server, file.resolve(web)).get().keepsStrangersOut();
  }

  private static void warnOfOpen(Server server, boolean guarded) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof NetworkConnector network) {
        OpenDoors.warn(
            "the HTTP API",
            network.getHost(),
            network.getLocalPort(),
            guarded,
            "set web.config_file with basic_auth_users or client certificates, or bind to"
                + " 127.0.0.1 behind a proxy that does");
      }
    }
  }

  /** Where the HTTP API is, with its route prefix. */
  public URI url() {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof NetworkConnector network && network.getLocalPort() > 0) {
        String host = network.getHost();
        boolean any = host == null || host.equals("0.0.0.0") || host.equals("::");
        String scheme =
            connector.getProtocols().stream().anyMatch("ssl"::equalsIgnoreCase) ? "https" : "http";
        return URI.create(
            scheme
                + "://"
                + (any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + network.getLocalPort()
                + config.web().routePrefix());
      }
    }
    throw new IllegalStateException("no HTTP connector listens");
  }

  /** The port bound for gRPC, or -1 where the file has none. */
  public int grpcPort() {
    return application.grpcPort();
  }

  /** The process's own metrics. */
  public PrometheusRegistry metrics() {
    return registry;
  }

  public QueryService service() {
    return application.service();
  }

  /**
   * Reads the file again.
   *
   * @throws ConfigException if it is refused; what was in force still is
   */
  public void reload() throws ConfigException {
    application.reloader().reload();
  }

  /** Waits until someone asks the process to quit over HTTP. */
  public void awaitQuit() throws InterruptedException {
    quit.await();
  }

  /**
   * Stops: refuses new requests, lets those under way finish within {@code
   * server.shutdownGracePeriod}, then closes the stores.
   */
  @Override
  public void close() {
    application.service().markStopping();
    LOG.info("stopping");
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("not everything stopped in time: {}", e.toString());
    }
    config.getLoggingFactory().stop();
  }

  /** A server that did not start stops only those parts that it started itself. */
  private static void stopAfterFailure(@Nullable Server server, PromontoryApplication application) {
    try (application) {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      LOG.debug("stopping after a failed start", e);
    }
  }
}
