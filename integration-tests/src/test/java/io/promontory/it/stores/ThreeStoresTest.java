package io.promontory.it.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryCommand;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live Prometheus, a managed endpoint and an archive in one query. */
@Timeout(300)
class ThreeStoresTest {
  private static final long START = 1_767_225_600_000L;
  private static final int SCRAPES = 40;
  private static final long STEP = 15_000;
  private static final long END = START + (SCRAPES - 1) * STEP;

  @TempDir private static Path folder;

  private static PrometheusProcess live;
  private static PrometheusProcess behind;
  private static FakeAmp amp;
  private static PromontoryServer promontory;
  private static String stores;

  @BeforeAll
  static void start() {
    live = PrometheusProcess.start("", folder.resolve("live"));
    write(live, "live", SCRAPES);
    behind = PrometheusProcess.start("", folder.resolve("behind"));
    write(behind, "managed", SCRAPES);
    write(behind, "gone", SCRAPES / 2);
    amp = new FakeAmp(behind.uri());
    Path archive = folder.resolve("archive");
    StringBuilder text = new StringBuilder("# TYPE up gauge\n");
    for (int i = 0; i < SCRAPES; i++) {
      text.append("up{job=\"archive\"} %d %d\n".formatted(i, (START + i * STEP) / 1000));
    }
    PromtoolBlocks.create(text.append("# EOF\n").toString(), archive);
    stores =
        """
            stores:
              - {name: live, type: prometheus, url: "%s", external_labels: {site: live}}
              - name: amp
                type: managed
                url: "%s"
                external_labels: {site: cloud}
                sigv4: {region: %s, access_key: %s, secret_key: "%s"}
                cost: {max_samples_per_query: 100000}
                cache: {max_bytes: 0}
              - {name: archive, type: blocks, bucket: {type: filesystem, path: "%s"}, external_labels: {site: archive}}
            """
            .formatted(
                live.uri(),
                amp.url(),
                FakeAmp.REGION,
                AwsAccounts.ACCESS_KEY,
                AwsAccounts.SECRET_KEY,
                archive);
    promontory = PromontoryServer.start(folder, stores);
    awaitDialect();
  }

  /** Finding out how the endpoint evaluates is billed too, once in ten minutes. */
  private static void awaitDialect() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              query("sum(up{site=\"cloud\"})");
              assertThat(promontory.client().get("/api/v1/stores").body())
                  .contains("\"evaluator\":\"PromQL of Prometheus 2\"");
            });
  }

  /** Samples of a target that is lost behind the last of them, if that is early. */
  private static void write(PrometheusProcess to, String job, int scrapes) {
    RemoteWriter writer = new RemoteWriter();
    Labels labels = Labels.of("__name__", "up", "job", job);
    for (int i = 0; i < scrapes; i++) {
      writer.add(labels, START + i * STEP, i);
    }
    if (scrapes < SCRAPES) {
      writer.add(labels, START + scrapes * STEP, StaleMarker.VALUE);
    }
    writer.sendTo(to.uri());
  }

  @AfterAll
  static void stop() {
    promontory.close();
    amp.close();
    behind.close();
    live.close();
  }

  private static JsonNode query(String query) {
    ApiClient.Answer answer =
        promontory
            .client()
            .get(
                "/api/v1/query",
                Map.of("query", query, "time", String.valueOf(END / 1000), "stats", "all"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().has("warnings")).as(answer.body()).isFalse();
    return answer.json();
  }

  private static Map<String, String> byJob(JsonNode answer) {
    Map<String, String> values = new TreeMap<>();
    for (JsonNode row : answer.at("/data/result")) {
      values.put(row.at("/metric/job").asText(), row.at("/value/1").asText());
    }
    return values;
  }

  private static Map<String, JsonNode> accounts(JsonNode answer) {
    Map<String, JsonNode> accounts = accountsOf(answer);
    assertThat(accounts).containsOnlyKeys("amp", "archive", "live");
    return accounts;
  }

  private static Map<String, JsonNode> accountsOf(JsonNode answer) {
    Map<String, JsonNode> accounts = new TreeMap<>();
    for (JsonNode store : answer.at("/data/stats/stores")) {
      accounts.put(store.get("name").asText(), store);
    }
    return accounts;
  }

  @Test
  void aRangeOfSamplesOverAllOfThem() {
    amp.forget();
    JsonNode answer = query("sum by (job) (count_over_time(up[20m]) * 2)");
    assertThat(byJob(answer))
        .isEqualTo(Map.of("archive", "80", "gone", "40", "live", "80", "managed", "80"));
    Map<String, JsonNode> accounts = accounts(answer);
    accounts.values().forEach(one -> assertThat(one.get("status").asText()).isEqualTo("whole"));
    assertThat(accounts.get("amp").get("billedSamples").asLong())
        .isPositive()
        .isEqualTo(amp.billedSamples());
    assertThat(accounts.get("live").has("billedSamples")).isFalse();
  }

  @Test
  void whereTheManagedSeriesHasEndedItIsGone() {
    JsonNode answer = query("up");
    assertThat(byJob(answer)).isEqualTo(Map.of("archive", "39", "live", "39", "managed", "39"));
    accounts(answer);
  }

  @Test
  void samplesAndWhatIsSeenOfThemInOneExpression() {
    JsonNode answer = query("up / max_over_time(up[10m])");
    assertThat(byJob(answer)).isEqualTo(Map.of("archive", "1", "live", "1", "managed", "1"));
    JsonNode times = query("timestamp(up) - %d".formatted(END / 1000));
    assertThat(byJob(times)).isEqualTo(Map.of("archive", "0", "live", "0", "managed", "0"));
  }

  @Test
  void whatTheEndpointAloneHoldsIsLeftToItWhereThatIsBilledLess() {
    amp.forget();
    JsonNode answer = query("sum(up{site=\"cloud\"}) * 2");
    assertThat(answer.at("/data/result/0/value/1").asText()).isEqualTo("78");
    JsonNode choice = answer.at("/data/stats/costs/0");
    assertThat(choice.get("store").asText()).isEqualTo("amp");
    assertThat(choice.get("expression").asText()).isEqualTo("sum(up) * 2");
    assertThat(choice.get("billedToEvaluate").asLong()).isPositive();
    assertThat(choice.get("billedToRead").asLong()).isPositive();
    boolean cheaper =
        choice.get("billedToEvaluate").asLong() <= choice.get("billedToRead").asLong();
    assertThat(choice.get("evaluated").asBoolean()).isEqualTo(cheaper);
    long billed = accountsOf(answer).get("amp").get("billedSamples").asLong();
    assertThat(billed).isPositive().isEqualTo(amp.billedSamples());
  }

  @Test
  void explainTellsTheChoiceWithBothEstimates() throws Exception {
    Path config = Files.writeString(folder.resolve("explained.yml"), stores);
    try (PromontoryCommand command =
        PromontoryCommand.start(
            folder, "promql", "explain", "sum(up{site=\"cloud\"}) * 2", "--config", config)) {
      assertThat(command.await()).as(command.output()).isZero();
      assertThat(command.output()).contains("amp").contains("samples billed to evaluate it there");
    }
  }

  @Test
  void labelsOfAllOfThem() {
    JsonNode names =
        promontory.client().get("/api/v1/label/job/values", Map.of("match[]", "up")).json();
    assertThat(names.at("/data").toString())
        .isEqualTo("[\"archive\",\"gone\",\"live\",\"managed\"]");
    byJob(query("up"));
    assertThat(promontory.client().get("/metrics").body())
        .contains("promontory_managed_billed_samples_total{store=\"amp\"}");
  }

  @Test
  void whatNothingNarrowsIsRefusedForTheSakeOfTheBill() {
    ApiClient.Answer refused =
        promontory.client().get("/api/v1/query", Map.of("query", "count({__name__!=\"\"})"));
    assertThat(refused.status()).isNotEqualTo(200);
    assertThat(refused.json().get("error").asText())
        .contains("store \"amp\"")
        .contains("cost.unbounded_selectors");
  }
}
