package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two groups of servers, {@code az="a"} and {@code az="b"}, over the same data: every series is
 * there twice, and every answer is that of one server over both. Cases that proxies in front of
 * several servers are known to get wrong.
 *
 * <p>What is not here: matchers that the proxy adds to every query (a request chooses stores by
 * {@code storeMatch[]}, or each user gets a frontend with stores of his own); decoding of another
 * server's query results (samples come as chunks; answers of its labels API that are no JSON, lack
 * a status or are refused are cases of the adapter's own tests); the state of alerts restored from
 * what was written of them (this process evaluates no rules); label filters that are learnt by
 * polling, and names changed by relabelling (a store is left out by its external labels and times
 * alone, which never lie); detection of histograms to route by (histograms come with all else).
 */
class TwoGroupsTest {
  private static ApiServer server;
  private static FederatedStore federation;

  @BeforeAll
  static void start() throws Exception {
    List<Member> members = new ArrayList<>();
    for (String az : List.of("a", "b")) {
      MemoryStore store = new MemoryStore("group-" + az, Labels.of("az", az));
      fill(store);
      members.add(new Member(store, true, Duration.ofSeconds(20)));
    }
    federation = new FederatedStore(members, CallObserver.NONE);
    Engine engine =
        new Engine(
            new EngineOptions(
                Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.of(Set.of()), 2));
    server = new ApiServer(Services.ready(federation, engine::run, new FrontendConfig()));
  }

  @AfterAll
  static void stop() {
    server.close();
    federation.close();
  }

  private static void fill(MemoryStore store) {
    for (int i = 0; i < 4; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              "http_requests",
              "job",
              "api-server",
              "instance",
              "" + i % 2,
              "group",
              i < 2 ? "production" : "canary");
      int[] later = {30, 30, 80, 40};
      for (int n = 0; n <= 2000; n++) {
        // Counters that go faster from the middle on, and begin anew there.
        double value = n <= 1000 ? 10.0 * (i + 1) * n : later[i] * (n - 1000.0);
        store.append(labels, 10_000L * n, value);
      }
    }
    for (int i = 1; i <= 8; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              "requests",
              "job",
              i <= 4 ? "api-server" : "app-server",
              "instance",
              "" + (i - 1) % 2,
              "group",
              (i - 1) % 4 < 2 ? "production" : "canary");
      for (int n = 0; n <= 10; n++) {
        store.append(labels, 300_000L * n, 10.0 * i * n);
      }
    }
    for (int n = 0; n <= 240; n++) {
      store.append(Labels.of("__name__", "ten"), 60_000L * n, 10);
      store.append(Labels.of("__name__", "minutes"), 60_000L * n, n);
      store.append(Labels.of("__name__", "odd", "v", "nan"), 60_000L * n, Double.NaN);
      store.append(Labels.of("__name__", "odd", "v", "inf"), 60_000L * n, 1 / 0.0);
    }
  }

  @Test
  void everySeriesIsThereOnceAGroup() throws Exception {
    Map<String, String> both = instant("rate(http_requests[1m])", 18_000);
    assertThat(both).hasSize(8);
    assertThat(both.keySet()).filteredOn(labels -> labels.contains("az=\"a\"")).hasSize(4);
    Map<String, String> one = instant("rate(http_requests{az=\"a\"}[1m])", 18_000);
    assertThat(one).hasSize(4);
    assertThat(both).containsAllEntriesOf(one);
    assertThat(one.values()).containsExactlyInAnyOrder("3", "3", "8", "4");
  }

  @Test
  void aggregationsAreOverBothGroups() throws Exception {
    String rates = "(rate(http_requests[1m] offset 10000s))";
    assertThat(instant("avg" + rates, 18_000)).containsExactly(Map.entry("{}", "2.5"));
    assertThat(instant("sum" + rates, 18_000)).containsExactly(Map.entry("{}", "20"));
    assertThat(instant("min" + rates, 18_000)).containsExactly(Map.entry("{}", "1"));
    assertThat(instant("max" + rates, 18_000)).containsExactly(Map.entry("{}", "4"));
    assertThat(instant("sum(requests{job=\"api-server\"})", 3_000))
        .containsExactly(Map.entry("{}", "2000"));
    assertThat(instant("count by (group) (requests{job=\"api-server\"})", 3_000))
        .containsExactly(
            Map.entry("{group=\"canary\"}", "4"), Map.entry("{group=\"production\"}", "4"));
    assertThat(instant("sum without (instance) (requests)", 3_000))
        .hasSize(8)
        .allSatisfy((labels, value) -> assertThat(labels).contains("az="));
    double deviation =
        Double.parseDouble(instant("stddev(requests)", 3_000).getOrDefault("{}", "NaN"));
    assertThat(deviation).isCloseTo(229.12878474779, within(1e-10));
  }

  @Test
  void topkFindsTwins() throws Exception {
    assertThat(instant("topk(2, requests)", 3_000))
        .hasSize(2)
        .allSatisfy((labels, value) -> assertThat(value).isEqualTo("800"));
  }

  @Test
  void bothSidesOfAnOperatorMeetInTheirGroup() throws Exception {
    assertThat(
            instant("rate(http_requests[40s]) - rate(http_requests[1m] offset 10000s)", 18_000)
                .values())
        .containsExactlyInAnyOrder("2", "1", "5", "0", "2", "1", "5", "0");
    assertThat(instant("max_over_time(ten[5m]) + ten", 3_000).values()).containsExactly("20", "20");
    assertThat(instant("(ten offset 5m) * scalar(sum(ten) * 0)", 3_000).values())
        .containsExactly("0", "0");
  }

  @Test
  void namesStayWhereTheyAreGroupedBy() throws Exception {
    assertThat(instant("avg by (__name__) ({__name__=~\"ten|requests\"})", 3_000))
        .containsExactly(
            Map.entry("{__name__=\"requests\"}", "450"), Map.entry("{__name__=\"ten\"}", "10"));
  }

  @Test
  void whatIsMissingIsMissingOnce() throws Exception {
    assertThat(instant("absent(missing)", 3_000)).containsExactly(Map.entry("{}", "1"));
    assertThat(instant("absent(ten)", 3_000)).isEmpty();
    assertThat(instant("absent_over_time(missing[5m])", 3_000))
        .containsExactly(Map.entry("{}", "1"));
    assertThat(instant("absent_over_time(ten[5m])", 3_000)).isEmpty();
  }

  @Test
  void aRequestMayChooseTheGroup() throws Exception {
    String meant = "&storeMatch[]=" + URLEncoder.encode("{az=\"a\"}", UTF_8);
    assertThat(ask("count by (job) (requests)", 3_000, meant).values()).containsExactly("4", "4");
    assertThat(ask("sum(ten) / on() count(minutes)", 3_000, meant).values()).containsExactly("10");
    assertThat(ask("sum(ten)", 3_000, meant + meant).values()).containsExactly("10");
    assertThat(ask("sum(ten{az=\"b\"})", 3_000, meant)).isEmpty();
  }

  @Test
  void stepsAreThoseAskedFor() throws Exception {
    String range = "&start=1800&end=9000&step=3600";
    assertThat(matrix("minutes{az=\"a\"}", range))
        .isEqualTo("[[1800,\"30\"],[5400,\"90\"],[9000,\"150\"]]");
    assertThat(matrix("minutes{az=\"a\"} offset 30m", range))
        .isEqualTo("[[1800,\"0\"],[5400,\"60\"],[9000,\"120\"]]");
    assertThat(matrix("minutes{az=\"a\"} @ 600", range))
        .isEqualTo("[[1800,\"10\"],[5400,\"10\"],[9000,\"10\"]]");
  }

  @Test
  void oddValuesPass() throws Exception {
    assertThat(instant("odd{az=\"b\"}", 3_000).values()).containsExactly("+Inf", "NaN");
  }

  private static Map<String, String> instant(String query, long time) throws Exception {
    return ask(query, time, "");
  }

  /** Labels to values, in order. */
  private static Map<String, String> ask(String query, long time, String more) throws Exception {
    JsonNode answer =
        GoldenJson.MAPPER.readTree(
            server
                .http()
                .get(
                    "/api/v1/query?time="
                        + time
                        + "&query="
                        + URLEncoder.encode(query, UTF_8)
                        + more)
                .text());
    assertThat(answer.path("status").asText()).as(query + answer).isEqualTo("success");
    Map<String, String> found = new TreeMap<>();
    for (JsonNode sample : answer.get("data").get("result")) {
      Map<String, String> labels = new TreeMap<>();
      sample
          .get("metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
      found.put(Labels.of(labels).toString(), sample.get("value").get(1).textValue());
    }
    return found;
  }

  private static String matrix(String query, String range) throws Exception {
    JsonNode answer =
        GoldenJson.MAPPER.readTree(
            server
                .http()
                .get("/api/v1/query_range?query=" + URLEncoder.encode(query, UTF_8) + range)
                .text());
    assertThat(answer.path("status").asText()).as(query + answer).isEqualTo("success");
    JsonNode result = answer.get("data").get("result");
    assertThat(result).hasSize(1);
    return result.get(0).get("values").toString();
  }
}
