package io.promontory.it.stores;

import static io.promontory.it.stores.PairAndArchive.END;
import static io.promontory.it.stores.PairAndArchive.HOLE;
import static io.promontory.it.stores.PairAndArchive.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.promontory.it.fixture.ApiClient;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.query.QueryRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the server tells of samples, queries, blocks, metrics and limits, beside a store that hangs.
 */
@Timeout(300)
class InsideViewsTest {
  @TempDir private static Path folder;

  private static final Map<String, String> WITHOUT_SLOW =
      Map.of("storeMatch[]", "{__store__!=\"slow\"}");

  private static ServerSocket hanging;
  private static PairAndArchive site;

  @BeforeAll
  static void start() throws IOException {
    hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Path rules =
        Files.writeString(
            folder.resolve("rules.yml"),
            """
            groups: [{name: hung, interval: 1s, rules: [{record: r, expr: 'sum(up{region="slow"}) * 2'}]}]
            """);
    site =
        new PairAndArchive(
            folder,
            """
              - {name: slow, type: prometheus, url: "http://127.0.0.1:%d", external_labels: {region: slow}, timeout: 60s}
            web: {enable_lifecycle: true}
            grpc: {listen_address: "127.0.0.1:0"}
            rule_files: ["%s"]
            """
                .formatted(hanging.getLocalPort(), rules));
  }

  @AfterAll
  static void stop() throws IOException {
    site.close();
    hanging.close();
  }

  private static JsonNode get(String path, Map<String, String> params) {
    ApiClient.Answer answer = site.promontory.client().get("/api/v1/" + path, params);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("data");
  }

  @Test
  void theSamplesOfEachSourceAndWhichCount() {
    JsonNode series =
        get(
                "samples",
                Map.of(
                    "match[]",
                    "up{region=\"eu\"}",
                    "start",
                    String.valueOf(HOLE - 120),
                    "end",
                    String.valueOf(HOLE + 60)))
            .at("/series/0");
    String holed = "eu/" + site.holed.uri();
    String whole = "eu/" + site.whole.uri();
    assertThat(series.get("sources")).extracting(JsonNode::asText).contains(holed, whole);
    assertThat(series.get("rows")).hasSize(13);
    JsonNode before = series.at("/rows/0");
    assertThat(before.get(0).asLong()).isEqualTo(HOLE - 120);
    assertThat(before.get(2).asText()).isEqualTo(holed);
    assertThat(before.get(3).asText()).contains("same time");
    JsonNode inside = series.at("/rows/11");
    assertThat(inside.get(2).asText()).isEqualTo(whole);
    assertThat(inside.get(3).asText()).startsWith(holed + " has none");
  }

  @Test
  void tooLongATimeIsRefused() {
    ApiClient.Answer answer =
        site.promontory
            .client()
            .get(
                "/api/v1/samples",
                Map.of("match[]", "up", "start", "0", "end", String.valueOf(END)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("24h");
  }

  @Test
  void aQueryThatHangsIsListedAndCancelled() throws Exception {
    CompletableFuture<ApiClient.Answer> hung =
        CompletableFuture.supplyAsync(
            () ->
                site.promontory
                    .client()
                    .get("/api/v1/query", Map.of("query", "avg(up{region=\"slow\"})")));
    JsonNode running = awaitRunning("avg");
    assertThat(running.get("state").asText()).isEqualTo("running");
    assertThat(running.get("client").asText()).isEqualTo("127.0.0.1");
    cancel(running);
    ApiClient.Answer answer = hung.get(30, TimeUnit.SECONDS);
    assertThat(answer.status()).as(answer.body()).isEqualTo(499);
    JsonNode latest = get("queries/recent", Map.of("limit", "1")).get(0);
    assertThat(latest.get("query").asText()).contains("slow");
    assertThat(latest.get("error").asText()).contains("canceled");
    assertThat(site.promontory.client().post("/api/v1/queries/999999/cancel", Map.of()).status())
        .isEqualTo(404);
  }

  private static void cancel(JsonNode running) {
    ApiClient.Answer cancelled =
        site.promontory
            .client()
            .post("/api/v1/queries/" + running.get("id").asText() + "/cancel", Map.of());
    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
  }

  @Test
  void aQueryOverGrpcIsListedAndCancelled() throws Exception {
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + site.promontory.grpcPort(), InsecureChannelCredentials.create())
            .build();
    try {
      QueryRequest request =
          QueryRequest.newBuilder()
              .setQuery("min(up{region=\"slow\"})")
              .setTimeSeconds(END)
              .build();
      CompletableFuture<String> hung =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  QueryGrpc.newBlockingStub(channel).query(request).next();
                  return "answered";
                } catch (StatusRuntimeException e) {
                  return e.getStatus().toString();
                }
              });
      JsonNode running = awaitRunning("min");
      assertThat(running.get("path").asText()).isEqualTo("/thanos.Query/Query");
      assertThat(running.get("client").asText()).isEqualTo("127.0.0.1");
      cancel(running);
      assertThat(hung.get(30, TimeUnit.SECONDS)).contains("canceled");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void theQueryOfARuleIsListedAndCancelled() {
    JsonNode running = awaitRunning("* 2");
    assertThat(running.get("path").asText()).isEqualTo("rules");
    assertThat(running.get("client").asText()).isEmpty();
    cancel(running);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    JsonNode rule = get("rules", WITHOUT_SLOW).at("/groups/0/rules/0");
    while (!rule.path("lastError").asText().contains("canceled")) {
      assertThat(System.nanoTime()).as("%s", rule).isLessThan(deadline);
      rule = get("rules", WITHOUT_SLOW).at("/groups/0/rules/0");
    }
  }

  @Test
  void whatIsWrongWithAnExpression() {
    JsonNode fault = get("check_query", Map.of("query", "sum(\"ä😀\" + up{)")).at("/faults/0");
    assertThat(fault.get("from").asInt()).isEqualTo(15);
    assertThat(fault.get("text").asText()).contains("unexpected");
    assertThat(get("check_query", Map.of("query", "up")).get("faults")).isEmpty();
  }

  private static JsonNode awaitRunning(String part) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      for (JsonNode one : get("queries", Map.of()).get("running")) {
        if (one.get("query").asText().contains(part)) {
          return one;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no query of " + part + " is under way");
  }

  @Test
  void theExpressionsThatTookMost() {
    get("query", Map.of("query", "count(up{region=\"eu\"})", "time", String.valueOf(END)));
    get("query", Map.of("query", "count(up{region=\"eu\"})", "time", String.valueOf(END)));
    JsonNode top = get("queries/top", Map.of("by", "samples"));
    JsonNode mine = null;
    for (JsonNode one : top) {
      mine = one.get("query").asText().startsWith("count(up") ? one : mine;
    }
    assertThat(mine).as(top.toString()).isNotNull();
    assertThat(mine.get("runs").asInt()).isEqualTo(2);
    assertThat(mine.get("samples").asLong()).isEqualTo(2);
    assertThat(mine.get("meanSeconds").asDouble()).isPositive();
  }

  @Test
  void theBlocksOfTheArchive() {
    JsonNode archive = get("blocks", Map.of()).at("/stores/0");
    assertThat(archive.get("store").asText()).isEqualTo("archive");
    assertThat(archive.get("samples").asLong()).isEqualTo(PairAndArchive.ARCHIVED);
    assertThat(archive.get("gaps").asInt()).isZero();
    assertThat(archive.at("/rows/0/labels/region").asText()).isEqualTo("eu");
    assertThat(archive.at("/rows/0/blocks/0/minTime").asLong()).isEqualTo(START * 1000);
    assertThat(get("blocks", Map.of("search", "nowhere")).at("/stores/0/rows")).isEmpty();
  }

  @Test
  void theMetricsAndWhoHasThem() {
    Map<String, String> times =
        Map.of(
            "start",
            String.valueOf(START),
            "end",
            String.valueOf(END),
            "search",
            "UP",
            "storeMatch[]",
            "{__store__!=\"slow\"}");
    JsonNode found = get("metrics", times);
    assertThat(found.at("/metrics/0/name").asText()).isEqualTo("up");
    assertThat(found.at("/metrics/0/stores"))
        .extracting(JsonNode::asText)
        .contains("archive", "eu");
    JsonNode detail =
        get(
            "metrics/detail",
            Map.of(
                "metric",
                "up",
                "start",
                String.valueOf(START),
                "end",
                String.valueOf(END),
                "storeMatch[]",
                "{__store__!=\"slow\"}"));
    assertThat(detail.get("series").asInt()).isEqualTo(1);
    assertThat(detail.at("/stores/eu").asInt()).isEqualTo(1);
    assertThat(detail.at("/labels"))
        .extracting(label -> label.get("name").asText())
        .contains("job", "region");
  }

  @Test
  void theLimitsAndTheirUse() {
    JsonNode limits = get("status/limits", Map.of()).get("limits");
    assertThat(limits.at("/0/name").asText()).isEqualTo("query.max_concurrency");
    assertThat(limits.at("/0/limit").asInt()).isEqualTo(20);
    assertThat(limits.findValuesAsText("name")).contains("heap", "query.max_samples");
  }
}
