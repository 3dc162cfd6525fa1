package io.promontory.frontend.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process started from a file, asked over its real ports. */
class ServerProcessTest {
  private static final String QUIET =
      """
      server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
      logging: {level: ERROR}
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("promontory.yml"), QUIET + text);
  }

  private ServerProcess start(String text) throws Exception {
    return ServerProcess.start(new ConfigLoader().load(write(text)));
  }

  private HttpResponse<String> send(ServerProcess process, String method, String path)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(process.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersWithoutStores() throws Exception {
    try (ServerProcess process = start("stores: []\nquery: {query_log_file: query.log}\n")) {
      assertThat(send(process, "GET", "/api/v1/query?query=1%2B1&time=0").body())
          .isEqualTo(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"2\"]}}");
      String longText = "a".repeat(200_000);
      assertThat(send(process, "GET", "/api/v1/query?time=0&query=%22" + longText + "%22").body())
          .contains("[0,\"" + longText + "\"]");
      assertThat(send(process, "GET", "/-/ready").statusCode()).isEqualTo(200);
      assertThat(send(process, "GET", "/nothing").statusCode()).isEqualTo(404);
      assertThat(send(process, "GET", "/api/v1/query?query=sum(").statusCode()).isEqualTo(400);
      assertThat(Files.readAllLines(folder.resolve("query.log")).get(0))
          .contains("\"msg\":\"promql query logged\"")
          .contains("\"query\":\"1+1\"")
          .contains("\"path\":\"/api/v1/query\"")
          .contains("\"clientIP\":\"127.0.0.1\"");

      HttpResponse<String> metrics = send(process, "GET", "/metrics");
      assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body())
          .contains("prometheus_engine_queries_concurrent_max 20.0")
          .contains("prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query\"}")
          .contains("prometheus_http_requests_total{code=\"404\",handler=\"other\"} 1.0")
          .contains("promontory_build_info")
          .contains("jvm_memory_used_bytes")
          .containsPattern("\npromontory_http_threads [1-9]")
          .containsPattern("\npromontory_http_threads_used_ratio 0\\.")
          .contains("\npromontory_http_queued_requests ")
          .containsPattern("\npromontory_log_messages_total\\{level=\"error\"} [0-9]")
          .doesNotContain("jetty", "logback");
      HttpRequest.Builder open =
          HttpRequest.newBuilder(URI.create(process.url() + "/metrics"))
              .header("Accept", "application/openmetrics-text; version=1.0.0");
      assertThat(send(open).body()).endsWith("# EOF\n");
    }
  }

  @Test
  void readsAStoreOfAnotherProcessOverGrpc() throws Exception {
    MemoryStore memory = new MemoryStore("memory", Labels.of("region", "eu"));
    memory.append(Labels.of("__name__", "up", "job", "a"), 1_000_000, 1);
    memory.append(Labels.of("__name__", "up", "job", "b"), 1_000_000, 1);
    try (StoreGrpcServer behind =
            StoreGrpcServer.start(memory, GrpcServerConfig.plain("127.0.0.1", 0));
        ServerProcess adapter =
            start(
                """
                grpc: {listen_address: "127.0.0.1:0"}
                stores: [{name: deep, type: grpc, address: "127.0.0.1:%d"}]
                """
                    .formatted(behind.port()));
        ServerProcess frontend =
            start(
                "stores: [{name: adapter, type: grpc, address: \"127.0.0.1:"
                    + adapter.grpcPort()
                    + "\"}]\n")) {
      for (ServerProcess process : new ServerProcess[] {adapter, frontend}) {
        assertThat(
                send(process, "GET", "/api/v1/query?query=sum%20by(region)(up)&time=1000").body())
            .isEqualTo(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
                    + "[{\"metric\":{\"region\":\"eu\"},\"value\":[1000,\"2\"]}]}}");
        assertThat(send(process, "GET", "/-/healthy").statusCode()).isEqualTo(200);
      }
      assertThat(send(frontend, "GET", "/metrics").body())
          .contains(
              "promontory_store_calls_total{call=\"evaluate\",outcome=\"whole\",store=\"adapter\"}");
    }
  }

  @Test
  void aStoreThatIsDownIs503WithItsName() throws Exception {
    String down = "{name: %s, type: prometheus, url: 'http://127.0.0.1:1', required: %s}";
    try (ServerProcess process = start("stores: [" + down.formatted("eu", "true") + "]\n")) {
      HttpResponse<String> answer = send(process, "GET", "/api/v1/query?query=up");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"errorType\":\"unavailable\"").contains("eu");
      assertThat(send(process, "GET", "/api/v1/query?query=1").statusCode()).isEqualTo(200);
    }
    try (ServerProcess process = start("stores: [" + down.formatted("us", "false") + "]\n")) {
      HttpResponse<String> answer = send(process, "GET", "/api/v1/query?query=up");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"warnings\":[\"store \\\"us\\\": ");
    }
  }

  @Test
  void showsItsStoresAndWhatTheyGave() throws Exception {
    MemoryStore memory = new MemoryStore("memory", Labels.of("region", "eu"));
    memory.append(Labels.of("__name__", "up"), 1_000_000, 1);
    memory.append(Labels.of("__name__", "up"), 1_015_000, 1);
    try (StoreGrpcServer behind =
            StoreGrpcServer.start(memory, GrpcServerConfig.plain("127.0.0.1", 0));
        ServerProcess process =
            start(
                "stores: [{name: deep, type: grpc, address: \"127.0.0.1:"
                    + behind.port()
                    + "\", required: false}]\n")) {
      assertThat(
              send(
                      process,
                      "GET",
                      "/api/v1/query?query=count_over_time(up[1m])&time=1016&stats=all")
                  .body())
          .contains(
              "\"stores\":[{\"name\":\"deep\",\"status\":\"whole\",\"reason\":\"\",\"calls\":1,"
                  + "\"series\":1,\"chunks\":1,\"samples\":2,\"bytes\":");
      assertThat(send(process, "GET", "/api/v1/stores").body())
          .startsWith(
              "{\"status\":\"success\",\"data\":{\"grpc\":[{\"name\":\"deep\",\"lastCheck\":\"")
          .contains("\"lastError\":null,\"labelSets\":[{\"region\":\"eu\"}],\"minTime\":")
          .contains("\"health\":\"up\"")
          .contains(
              "\"inFlight\":0,\"required\":false,\"timeoutSeconds\":20,\"addresses\":[\"127.0.0.1:");
      behind.close();
      HttpResponse<String> answer = send(process, "GET", "/api/v1/query?query=up&time=1016");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(send(process, "GET", "/api/v1/stores").body())
          .contains("\"lastError\":\"no connection to 127.0.0.1:")
          .contains("\"health\":\"down\"");
      assertThat(send(process, "GET", "/metrics").body())
          .containsPattern("promontory_store_retries_total\\{store=\"deep\"} [2-9]")
          .contains("promontory_store_breaker_open{store=\"deep\"} 0.0");
    }
  }

  @Test
  void reloadsAllOrNothing() throws Exception {
    try (ServerProcess process = start("stores: []\nweb: {enable_lifecycle: true}\n")) {
      write(
          "stores: [{name: a, type: grpc, address: \"127.0.0.1:1\"}]\n"
              + "web: {enable_lifecycle: true}\n");
      assertThat(send(process, "POST", "/-/reload").statusCode()).isEqualTo(200);
      assertThat(process.service().config().stores()).hasSize(1);

      write("stores: [{name: a, type: nothing}]\n");
      HttpResponse<String> refused = send(process, "POST", "/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("unknown type \"nothing\"");
      assertThat(process.service().config().stores()).hasSize(1);
      assertThat(process.service().lastReloadGood()).isFalse();
      assertThat(send(process, "GET", "/metrics").body())
          .contains("promontory_config_last_reload_successful 0.0");

      assertThat(send(process, "POST", "/-/quit").statusCode()).isEqualTo(200);
      process.awaitQuit();
    }
  }

  @Test
  void aReceiverThatCannotBeReachedChangesNothing() throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"), "groups: [{name: g, rules: [{record: r, expr: '1'}]}]\n");
    String rules = "web: {enable_lifecycle: true}\nrule_files: [rules.yml]\n";
    String before =
        "stores: []\nalerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:1']}]}]}\n";
    try (ServerProcess process = start(before + rules)) {
      write(
          """
          stores: [{name: a, type: grpc, address: "127.0.0.1:1"}]
          alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:2']}]}]}
          remote_write: [{url: "https://127.0.0.1:1/", tls_config: {ca_file: typo.pem}}]
          """
              + rules);
      HttpResponse<String> refused = send(process, "POST", "/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("remote_write").contains("typo.pem");
      assertThat(process.service().config().stores()).isEmpty();
      assertThat(send(process, "GET", "/api/v1/status/config").body()).doesNotContain("typo");
      assertThat(send(process, "GET", "/api/v1/alertmanagers").body())
          .doesNotContain("127.0.0.1:2");
    }
  }

  @Test
  void aReloadOpensTheQueryLogAgain() throws Exception {
    try (ServerProcess process = start("stores: []\nquery: {query_log_file: query.log}\n")) {
      Files.move(folder.resolve("query.log"), folder.resolve("query.log.1"));
      process.reload();
      assertThat(send(process, "GET", "/api/v1/query?query=1").statusCode()).isEqualTo(200);
      assertThat(Files.readString(folder.resolve("query.log"))).contains("\"query\":\"1\"");
      assertThat(folder.resolve("query.log.1")).isEmptyFile();
    }
  }

  @Test
  void namesSectionsWithoutEffect() throws Exception {
    ConfigFile started = new ConfigLoader().load(write("stores: []\n"));
    ConfigFile reloaded =
        new ConfigLoader()
            .load(
                write(
                    """
                    stores: [{name: a, type: grpc, address: "127.0.0.1:1"}]
                    query: {timeout: 1m}
                    grpc: {listen_address: "127.0.0.1:0"}
                    global: {evaluation_interval: 1m}
                    rule_files: [rules-*.yml]
                    remote_write: [{url: "http://127.0.0.1:1/"}]
                    """));
    assertThat(ConfigNotices.waiting(started, reloaded)).containsExactly("grpc", "query");
    assertThat(ConfigNotices.waiting(started, started)).isEmpty();
    assertThat(ConfigNotices.idle(reloaded.config())).isEmpty();
    ConfigFile withoutRules =
        new ConfigLoader()
            .load(write("stores: []\nremote_write: [{url: 'http://127.0.0.1:1/'}]\n"));
    assertThat(ConfigNotices.idle(withoutRules.config())).containsExactly("remote_write");
    assertThat(ConfigNotices.idle(started.config())).isEmpty();
  }

  @Test
  void namesSectionsWhoseSecretsWait() throws Exception {
    String text = "stores: []\nrule_query: {url: 'http://127.0.0.1:1', headers: {X-Key: SECRET}}\n";
    ConfigFile started = new ConfigLoader().load(write(text.replace("SECRET", "one")));
    ConfigFile reloaded = new ConfigLoader().load(write(text.replace("SECRET", "two")));
    assertThat(ConfigNotices.waiting(started, reloaded)).containsExactly("rule_query");
  }

  @Test
  void lifecycleIsOffUnlessAllowed() throws Exception {
    try (ServerProcess process = start("stores: []\n")) {
      HttpResponse<String> refused = send(process, "POST", "/-/reload");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("Lifecycle API is not enabled.");
    }
  }

  @Test
  void aTakenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String text =
          "stores: []\nlogging: {level: ERROR}\n"
              + "server: {applicationConnectors: [{type: http, port: "
              + taken.getLocalPort()
              + "}]}\n";
      Path file = Files.writeString(folder.resolve("taken.yml"), text);
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> ServerProcess.start(new ConfigLoader().load(file)))
          .withMessageStartingWith("cannot listen: ")
          .withMessageContaining(":" + taken.getLocalPort());
    }
  }

  @Test
  void aMissingCertificateIsNamed() throws Exception {
    String store =
        "stores: [{name: a, type: prometheus, url: 'https://h', tls_config: {ca_file: no.pem}}]\n";
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> start(store))
        .withMessageContaining("store \"a\"")
        .withMessageContaining("no.pem");
  }
}
