package io.promontory.frontend.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.promontory.adapter.http.HttpClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTargetsTest {
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String type = "application/json; charset=utf-8";
  private volatile String body = "[{\"targets\": [\"a:1\"], \"labels\": {\"x\": \"y\"}}]";

  HttpTargetsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.set(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Prometheus-Refresh-Interval-Seconds"));
          exchange.getResponseHeaders().set("Content-Type", type);
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Targets read() throws DiscoveryException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sd/?of=eu");
    try (HttpTargets source =
        new HttpTargets("eu", url, Duration.ofSeconds(15), HttpClientConfig.DEFAULT)) {
      return source.read();
    }
  }

  @Test
  void aListOfGroupsIsRead() throws DiscoveryException {
    assertThat(read().targets()).hasSize(1);
    assertThat(read().targets().getFirst().shown().get("x")).isEqualTo("y");
    assertThat(asked.get()).isEqualTo("/sd/?of=eu 15");
    assertThat(read().targets().getFirst().labels().get("__meta_url"))
        .isEqualTo("http://127.0.0.1:" + server.getAddress().getPort() + "/sd/?of=eu");
  }

  @Test
  void theIntervalIsToldAsANumberOfSeconds() throws DiscoveryException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    type = "Application/JSON";
    for (String seconds : List.of("62.5", "60", "100000000")) {
      Duration interval = Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
      try (HttpTargets source = new HttpTargets("eu", url, interval, HttpClientConfig.DEFAULT)) {
        assertThat(source.read().targets()).hasSize(1);
      }
      assertThat(asked.get()).isEqualTo("/ " + seconds);
    }
  }

  @Test
  void anythingElseIsAFailure() {
    body = "{}";
    assertFails("must be a list of target groups");
    type = "text/html";
    assertFails("answers text/html, not application/json");
    status = 500;
    assertFails("HTTP 500");
    server.stop(0);
    assertFails("http://127.0.0.1:");
  }

  private void assertFails(String message) {
    assertThatExceptionOfType(DiscoveryException.class)
        .isThrownBy(this::read)
        .withMessageContaining(message)
        .withMessageStartingWith("http://127.0.0.1:");
  }
}
