package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Half of the discovered servers of a store are gone. Where each holds something of its own, that
 * is missing: strictly there is no answer, with best effort one that says so. Where they are
 * replicas nothing is missing. Servers that are no longer named are none of the store's.
 */
@Timeout(120)
class HalfOfTargetsTest {
  private static final List<String> ZONES = List.of("a", "b", "c", "d");
  private static final String COUNTS = "/api/v1/query?time=100&query=count%20by(zone)(up)";

  @TempDir private Path directory;
  private final List<StoreGrpcServer> servers = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();

  @BeforeEach
  void serve() {
    for (String zone : ZONES) {
      MemoryStore store = new MemoryStore(zone, Labels.of("zone", zone));
      store.append(Labels.of("__name__", "up"), 90_000, 1);
      StoreGrpcServer server = StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
      servers.add(server);
      proxies.add(new FaultProxy(server.port(), false));
    }
  }

  @AfterEach
  void stop() {
    proxies.forEach(FaultProxy::close);
    servers.forEach(StoreGrpcServer::close);
  }

  private ServerProcess start(boolean lenient, String store) throws Exception {
    String config =
        """
        server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}], shutdownGracePeriod: 1s}
        logging: {level: "OFF"}
        query: {partial_response: %s, timeout: 15s, keep_active_queries: false}
        stores: [%s]
        """
            .formatted(lenient, store);
    return ServerProcess.start(
        new ConfigLoader().load(Files.writeString(directory.resolve("promontory.yml"), config)));
  }

  private ServerProcess shards(boolean lenient) throws Exception {
    name(ZONES.size());
    return start(
        lenient,
        "{name: eu, type: grpc, timeout: 2s, file_sd_configs: [{files: [targets.yml],"
            + " refresh_interval: 50ms}]}");
  }

  /** Names the first servers as targets. */
  private void name(int count) throws IOException {
    String targets =
        proxies.stream()
            .limit(count)
            .map(proxy -> "'127.0.0.1:" + proxy.port() + "'")
            .collect(Collectors.joining(", "));
    Path next = Files.writeString(directory.resolve("next"), "- targets: [" + targets + "]\n");
    Files.move(next, directory.resolve("targets.yml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> zones(Answer answer) {
    Map<String, String> counts = new TreeMap<>();
    for (JsonNode one : answer.json().at("/data/result")) {
      counts.put(one.at("/metric/zone").asText(), one.at("/value/1").asText());
    }
    assertThat(counts.values()).containsOnly("1");
    return List.copyOf(counts.keySet());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REFUSES", "HANGS", "ANSWERS_HTML", "ANSWERS_503"})
  void whatTheyAloneHeldIsMissing(Fault fault) throws Exception {
    for (boolean lenient : new boolean[] {false, true}) {
      try (ServerProcess process = shards(lenient)) {
        ApiClient client = new ApiClient(process.url().toString());
        assertThat(zones(client.get(COUNTS))).isEqualTo(ZONES);
        proxies.subList(2, 4).forEach(proxy -> proxy.set(fault));
        Answer answer = client.get(COUNTS);
        if (lenient) {
          assertThat(answer.status()).as(answer.body()).isEqualTo(200);
          assertThat(zones(answer)).containsExactly("a", "b");
          assertThat(answer.json().at("/warnings/0").asText()).startsWith("store \"eu\": ");
        } else {
          assertThat(answer.status()).as(answer.body()).isEqualTo(503);
          assertThat(answer.json().get("error").asText()).contains("store \"eu\": ");
          assertThat(answer.json().get("errorType").asText())
              .as(answer.body())
              .isEqualTo(fault.late ? "timeout" : "unavailable");
        }
        proxies.forEach(proxy -> proxy.set(Fault.NONE));
      }
    }
  }

  @Test
  void thoseNoLongerNamedAreNotAskedAndNoQueryFailsForTheChange() throws Exception {
    try (ServerProcess process = shards(false)) {
      ApiClient client = new ApiClient(process.url().toString());
      assertThat(zones(client.get(COUNTS))).isEqualTo(ZONES);
      name(2);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> zones(whole(client)).equals(List.of("a", "b")));
      proxies.subList(2, 4).forEach(proxy -> proxy.set(Fault.REFUSES));
      assertThat(zones(whole(client))).containsExactly("a", "b");
      proxies.forEach(proxy -> proxy.set(Fault.NONE));
      name(4);
      await().atMost(Duration.ofSeconds(30)).until(() -> zones(whole(client)).equals(ZONES));
    }
  }

  private static Answer whole(ApiClient client) {
    Answer answer = client.get(COUNTS);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().has("warnings")).as(answer.body()).isFalse();
    return answer;
  }

  @Test
  void noneIsFailure() throws Exception {
    try (ServerProcess process = shards(true)) {
      ApiClient client = new ApiClient(process.url().toString());
      assertThat(zones(client.get(COUNTS))).isEqualTo(ZONES);
      Files.writeString(directory.resolve("next"), "[]\n");
      Files.move(
          directory.resolve("next"),
          directory.resolve("targets.yml"),
          StandardCopyOption.ATOMIC_MOVE);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  client
                      .get(COUNTS)
                      .json()
                      .at("/warnings/0")
                      .asText()
                      .equals("store \"eu\": no targets: discovery found none"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REFUSES", "HANGS", "TRUNCATES", "ANSWERS_HTML"})
  void ofReplicasOneHalfIsEnough(Fault fault) throws Exception {
    try (FaultySites sites = new FaultySites(Files.createDirectory(directory.resolve("sites")));
        ServerProcess process =
            start(
                false,
                "{name: pair, type: prometheus, timeout: 2s, static_configs: [{targets: ['%s', '127.0.0.1:%d']}]}"
                    .formatted(sites.prometheus.uri().getAuthority(), sites.toPrometheus.port()))) {
      ApiClient client = new ApiClient(process.url().toString());
      String query =
          "/api/v1/query?time=" + FaultySites.END + "&query=sum(count_over_time(m_total[1h]))";
      Answer truth = client.get(query);
      assertThat(truth.json().at("/data/result/0/value/1").asText())
          .isEqualTo(String.valueOf(FaultySites.SERIES * FaultySites.SAMPLES));
      sites.toPrometheus.set(fault);
      Answer half = client.get(query);
      assertThat(half.status()).as(half.body()).isEqualTo(200);
      assertThat(half.json().get("data")).isEqualTo(truth.json().get("data"));
      assertThat(half.json().has("warnings")).as(half.body()).isFalse();
      assertThat(half.json().at("/infos/0").asText())
          .startsWith("store \"pair\": not whole from ")
          .contains("127.0.0.1:" + sites.toPrometheus.port());
    }
  }
}
