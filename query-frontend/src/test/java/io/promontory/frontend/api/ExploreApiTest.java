package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of metrics over two stores that have one each. */
class ExploreApiTest {
  private static final String ONLY_A =
      "?storeMatch[]=" + URLEncoder.encode("{__store__=\"a\"}", UTF_8);

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final MemoryStore first = new MemoryStore("a", Labels.of("store", "a"));
  private final MemoryStore second = new MemoryStore("b", Labels.of("store", "b"));
  private FederatedStore federation;
  private ApiServer server;

  @BeforeEach
  void start() throws Exception {
    List<Member> members = new ArrayList<>();
    for (MemoryStore store : List.of(first, second)) {
      Labels labels = Labels.of("__name__", "metric_" + store.info().name());
      store.append(labels, Services.NOW.toEpochMilli() - 1000, 1);
      members.add(new Member(store, true, Duration.ofSeconds(20)));
    }
    federation = new FederatedStore(members, CallObserver.NONE);
    server = new ApiServer(Services.ready(federation, engine::run));
  }

  @AfterEach
  void stop() {
    server.close();
    federation.close();
    engine.close();
  }

  private List<String> names(String parameters, Map<String, String> headers) throws Exception {
    JsonNode answer =
        GoldenJson.MAPPER.readTree(
            server.http().send("GET", "/api/v1/metrics" + parameters, headers, null).text());
    List<String> names = new ArrayList<>();
    answer.get("data").get("metrics").forEach(metric -> names.add(metric.get("name").asText()));
    assertThat(answer.get("data").get("total").asInt()).isEqualTo(names.size());
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics?end=1e300",
        "metrics?end=-1e300",
        "metrics?start=1e300",
        "metrics/detail?metric=metric_a&end=-1e300",
        "metrics/detail?metric=metric_a&end=NaN",
        "samples?match[]=metric_a&end=1e300",
        "samples?match[]=metric_a&end=-1e300",
        "samples?match[]=metric_a&start=-1e300&end=-1e300",
      })
  void timesThatNoLongHoldsAreTheFirstOrTheLast(String target) throws Exception {
    assertThat(server.http().get("/api/v1/" + target).text()).startsWith("{\"status\":\"success\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start=-1e300", "start=-1e300&end=1e300", "start=5&end=4", "start=1"})
  void samplesOfMoreThanADayAreRefused(String range) throws Exception {
    assertThat(server.http().get("/api/v1/samples?match[]=metric_a&" + range).text())
        .contains("want a time up to 24h after start");
  }

  @Test
  void aFormInPartsIsAForm() throws Exception {
    String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nmetric_a\r\n";
    String form = part.formatted("match[]") + part.formatted("query") + "--x--\r\n";
    for (String path : List.of("series", "query")) {
      String answer =
          server
              .http()
              .send(
                  "POST",
                  "/api/v1/" + path,
                  Map.of("Content-Type", "multipart/form-data; boundary=x"),
                  form.getBytes(UTF_8))
              .text();
      assertThat(answer).contains("metric_a").doesNotContain("metric_b");
    }
  }

  @Test
  void aRequestForSomeStoresIsNotAnsweredFromAnotherForAll() throws Exception {
    assertThat(names("", Map.of())).containsExactly("metric_a", "metric_b");
    assertThat(names(ONLY_A, Map.of())).containsExactly("metric_a");
  }

  @Test
  void aRequestForAllStoresIsNotAnsweredFromAnotherForSome() throws Exception {
    assertThat(names(ONLY_A, Map.of())).containsExactly("metric_a");
    assertThat(names("", Map.of())).containsExactly("metric_a", "metric_b");
  }

  @Test
  void whatIsSharedIsNotTakenForATenant() throws Exception {
    assertThat(names("", Map.of())).hasSize(2);
    first.append(Labels.of("__name__", "new"), Services.NOW.toEpochMilli() - 1000, 1);
    assertThat(names("", Map.of())).hasSize(2);
    assertThat(names("", Map.of("THANOS-TENANT", "t"))).contains("new");
    assertThat(names("", Map.of())).hasSize(2);
  }
}
