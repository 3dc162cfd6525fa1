package io.promontory.frontend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's archive and its pair of live stores are one. */
class DemoTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long DAY = 86_400;

  private static Demo demo;
  private static long end;

  record Answer(int status, JsonNode body) {}

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    demo = Demo.start(0, null, data);
    end = InstantSource.system().millis() / 15_000 * 15 - 60;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (get("/query?query=count(up)").status() != 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Answer get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(demo.process().url() + "/api/v1" + path))
            .timeout(Duration.ofMinutes(1))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), new JsonMapper().readTree(response.body()));
  }

  private static String stateOf(String alert) throws Exception {
    for (JsonNode group : get("/rules?type=alert").body().at("/data/groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.get("name").asText().equals(alert)) {
          return rule.get("state").asText();
        }
      }
    }
    return "none";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode instant(String query) throws Exception {
    Answer answer = get("/query?time=" + end + "&query=" + encoded(query));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(answer.body().has("warnings")).as("%s", answer.body()).isFalse();
    return answer.body().at("/data/result");
  }

  @Test
  void oneRangeQueryCrossesFromTheArchiveToTheLiveStore() throws Exception {
    long start = end - 13 * DAY;
    Answer answer =
        get(
            "/query_range?step=1800&start="
                + start
                + "&end="
                + end
                + "&query="
                + encoded("sum by (job) (rate(http_requests_total[5m]))"));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    JsonNode result = answer.body().at("/data/result");
    assertThat(result).hasSize(4);
    for (JsonNode series : result) {
      assertThat(series.get("values")).hasSize((int) ((end - start) / 1800) + 1);
    }
  }

  @Test
  void theFirstPageShowsABoundaryAndAHoleThatWasFilled() throws Exception {
    Answer answer =
        get(
            "/query_range?explain=analyze&step=60&start="
                + (end - 6 * 3_600)
                + "&end="
                + end
                + "&query="
                + encoded("sum by (job) (rate(http_requests_total[5m]))"));
    JsonNode provenance = answer.body().at("/data/provenance");
    assertThat(provenance.at("/boundary/archiveTo").isNumber()).as("%s", provenance).isTrue();
    List<String> filling = new ArrayList<>();
    for (JsonNode store : provenance.get("stores")) {
      for (JsonNode segment : store.get("segments")) {
        if (segment.get(2).asText().equals("filled")) {
          filling.add(store.get("id").asText());
          double minutes = (segment.get(1).asDouble() - segment.get(0).asDouble()) / 60;
          assertThat(minutes).isBetween(18.0, 22.0);
        }
      }
    }
    assertThat(filling).isNotEmpty().allMatch(id -> id.startsWith("live-"));
  }

  @Test
  void oneAlertFiresAndAnotherIsPending() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!stateOf("ErrorBudgetBurns").equals("firing")
        || !stateOf("RequestsAreSlow").equals("pending")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    assertThat(stateOf("InstanceDown")).isNotEqualTo("none");
  }

  @Test
  void everyScrapeIsThereOnce() throws Exception {
    JsonNode counts = instant("count_over_time(up{job=\"api\"}[13d])");
    assertThat(counts).hasSize(3);
    for (JsonNode count : counts) {
      assertThat(count.at("/value/1").asInt()).isEqualTo(13 * 5760);
    }
  }

  @Test
  void aCounterStartsAnewWhereItsProcessDoesAndNowhereElse() throws Exception {
    JsonNode starts = instant("sum(changes(process_start_time_seconds{job!=\"promontory\"}[13d]))");
    JsonNode resets = instant("sum(resets(process_cpu_seconds_total{job!=\"promontory\"}[13d]))");
    assertThat(starts.at("/0/value/1").asInt()).isGreaterThan(100);
    assertThat(resets.at("/0/value/1")).isEqualTo(starts.at("/0/value/1"));
  }

  @Test
  void ofBothTheSeriesAreTheSame() throws Exception {
    Answer stores = get("/labels?match[]=" + encoded("{job=\"api\"}"));
    assertThat(stores.body().get("data").toString()).contains("\"source\"");
    JsonNode old = instant("count(http_requests_total offset 10d)");
    JsonNode both =
        instant(
            "count(http_requests_total and on (source, job, instance, code, method)"
                + " (http_requests_total offset 10d))");
    assertThat(both.at("/0/value/1")).isEqualTo(old.at("/0/value/1"));
  }
}
