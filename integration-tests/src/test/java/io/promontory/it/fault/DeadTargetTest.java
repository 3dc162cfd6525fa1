package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that take connections and never say a word hold up neither start, reload nor stop. */
class DeadTargetTest {
  @TempDir private Path directory;

  private Path config(String stores) throws IOException {
    return Files.writeString(
        directory.resolve("promontory.yml"),
        """
        server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}], shutdownGracePeriod: 1s}
        logging: {level: "OFF"}
        query: {keep_active_queries: false}
        web: {enable_lifecycle: true}
        stores: [%s]
        """
            .formatted(stores));
  }

  private static String store(String type, int port, String more) {
    return type.equals("grpc")
        ? "{name: %1$s, type: grpc, address: '127.0.0.1:%2$d', %3$s}".formatted(type, port, more)
        : "{name: %1$s, type: prometheus, url: 'http://127.0.0.1:%2$d', %3$s}"
            .formatted(type, port, more);
  }

  @Test
  @Timeout(300)
  void nothingWaitsForThem() throws Exception {
    try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String both =
          store("prometheus", dead.getLocalPort(), "timeout: 1h")
              + ", "
              + store("grpc", dead.getLocalPort(), "timeout: 1h, required: false");
      try (ServerProcess process = ServerProcess.start(new ConfigLoader().load(config(both)))) {
        ApiClient client = new ApiClient(process.url().toString());
        assertThat(client.get("/-/ready").status()).isEqualTo(200);
        assertThat(inFlight(client, "prometheus")).isZero();
        CompletableFuture<Answer> query =
            CompletableFuture.supplyAsync(() -> client.get("/api/v1/query?query=up&timeout=4s"));
        await().atMost(Duration.ofSeconds(60)).until(() -> inFlight(client, "prometheus") > 0);
        assertThat(client.get("/api/v1/stores").status()).isEqualTo(200);

        config("{name: x, type: nonsense}");
        assertThatExceptionOfType(ConfigException.class).isThrownBy(process::reload);
        assertThat(client.get("/api/v1/stores").json().at("/data/prometheus/0/name").asText())
            .isEqualTo("prometheus");

        config(store("grpc", dead.getLocalPort(), "timeout: 300ms"));
        Answer reloaded = client.post("/-/reload", Map.of());
        assertThat(reloaded.status()).as(reloaded.body()).isEqualTo(200);
        Answer late = client.get("/api/v1/query?query=up");
        assertThat(late.json().get("error").asText()).contains("store \"grpc\": ");
        // On a busy machine probes have failed so often by now that it is not even asked.
        boolean leftOut = late.json().get("error").asText().contains("left out after ");
        assertThat(late.json().get("errorType").asText())
            .as(late.body())
            .isEqualTo(leftOut ? "unavailable" : "timeout");

        // The query that began before still waits for what it asked, and for no longer than it may.
        Answer old = query.get(60, TimeUnit.SECONDS);
        assertThat(old.status()).isEqualTo(503);
        assertThat(old.json().get("errorType").asText()).as(old.body()).isEqualTo("timeout");
        assertThat(old.json().get("error").asText()).contains("prometheus");
      }
    }
  }

  private static int inFlight(ApiClient client, String type) {
    return client.get("/api/v1/stores").json().at("/data/" + type + "/0/inFlight").asInt();
  }
}
