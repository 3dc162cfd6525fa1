package io.promontory.frontend.api;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The API's resources on a free loopback port, in a Dropwizard server as the product sets it up.
 */
final class ApiServer implements AutoCloseable {
  private static final String FILE =
      """
      server:
        enableVirtualThreads: true
        registerDefaultExceptionMappers: false
        gzip: {enabled: false}
        requestLog: {appenders: []}
        adminConnectors: []
        applicationConnectors:
          - type: http
            bindHost: 127.0.0.1
            port: 0
            maxRequestHeaderSize: 64KiB
            uriCompliance: UNSAFE
      logging:
        level: ERROR
      """;

  private final Program program;

  private static final class Program extends Application<Configuration> {
    private final QueryService service;
    private Server server;

    private Program(QueryService service) {
      this.service = service;
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
      environment.lifecycle().addServerLifecycleListener(started -> server = started);
      new PrometheusApi(service)
          .install(environment, List.of(new AlertmanagersResource(List::of, List::of)));
    }
  }

  ApiServer(QueryService service) throws Exception {
    this.program = new Program(service);
    Path file = Files.createTempFile("api-server", ".yml");
    Files.writeString(file, FILE);
    program.run("server", file.toString());
    Files.delete(file);
  }

  int port() {
    return ((ServerConnector) program.server.getConnectors()[0]).getLocalPort();
  }

  RawHttp http() {
    return new RawHttp(port());
  }

  @Override
  public void close() {
    try {
      program.server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
