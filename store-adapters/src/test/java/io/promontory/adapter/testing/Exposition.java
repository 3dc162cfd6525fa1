package io.promontory.adapter.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A scrape target on a free loopback port that always shows the same OpenMetrics text. */
public final class Exposition implements AutoCloseable {
  private final HttpServer server;

  public Exposition(String openMetrics) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("opening a scrape target", e);
    }
    byte[] body = openMetrics.getBytes(UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** A Prometheus configuration that scrapes this target every second. */
  public String scrapeConfig() {
    return """
        scrape_configs:
          - job_name: exposition
            scrape_interval: 1s
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
        .formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
