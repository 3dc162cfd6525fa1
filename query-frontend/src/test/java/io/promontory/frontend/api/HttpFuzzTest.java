package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.http.RawHttp;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is one that Prometheus could have given, and never a 500. */
class HttpFuzzTest {
  private static final int REQUESTS = 1_500;

  private static final List<String> PATHS =
      List.of(
          "query",
          "query_range",
          "series",
          "labels",
          "label/job/values",
          "metadata",
          "format_query",
          "parse_query",
          "query_exemplars",
          "rules",
          "targets/metadata",
          "status/tsdb",
          "search/metric_names");

  private static final List<String> NAMES =
      List.of(
          "query",
          "time",
          "start",
          "end",
          "step",
          "match[]",
          "limit",
          "timeout",
          "lookback_delta",
          "max_source_resolution",
          "stats",
          "metric",
          "limit_per_metric",
          "type",
          "");

  private static final List<String> VALUES =
      List.of(
          "up",
          "up{job=\"a\"}",
          "1",
          "0",
          "-1",
          "NaN",
          "Inf",
          "1e30",
          "5m",
          "1e-9",
          "{}",
          "{a=",
          "rate(up[5m])",
          "sum(",
          "%zz",
          "%ff",
          "%00",
          "a;b",
          "日本",
          "\"x\"",
          "up[1m:1s]",
          "9223372036854775807",
          "2026-01-01T00:00:00Z",
          "true",
          "%22%ff%22",
          "up @ 1e20",
          "up offset 300y",
          "+",
          "#",
          "((((((((((",
          "topk(1,up)",
          "foo + fill(NaN) bar");

  private static final Set<Integer> STATUSES = Set.of(200, 204, 400, 404, 405, 422);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void everyAnswerIsWellFormed() throws Exception {
    System.out.println("HttpFuzzTest seed " + seed);
    MemoryStore store = new MemoryStore("m", Labels.EMPTY);
    for (int i = 0; i < 10; i++) {
      store.append(Labels.of("__name__", "up", "job", "a" + i), Services.NOW.toEpochMilli(), i);
    }
    Engine engine = new Engine(EngineOptions.defaults());
    try (ApiServer server = new ApiServer(Services.ready(store, engine::run))) {
      for (int i = 0; i < REQUESTS; i++) {
        check(server.http());
      }
    }
  }

  private void check(RawHttp http) throws Exception {
    String path = "/api/v1/" + pick(PATHS);
    String target = random.nextInt(10) == 0 ? path : path + "?" + pairs();
    String method = random.nextInt(3) == 0 ? "POST" : "GET";
    byte[] body = method.equals("POST") ? pairs().getBytes(ISO_8859_1) : null;
    String type = random.nextBoolean() ? "application/x-www-form-urlencoded" : noise(10);
    RawHttp.Answer answer = http.send(method, target, Map.of("Content-Type", type), body);
    String context = "seed " + seed + ": " + method + " " + target + " -> " + answer.text();
    boolean searchIsOff = answer.text().contains("search API disabled");
    boolean late =
        answer.text().contains("query timed out in")
            || answer.text().contains("before the deadline of the query")
            || answer.text().contains("in the time it had");
    boolean timedOut = answer.status() == 503 && late;
    assertThat(STATUSES.contains(answer.status()) || searchIsOff || timedOut).as(context).isTrue();
    if (answer.header("content-type").equals("application/json")) {
      JsonNode json = GoldenJson.MAPPER.readTree(answer.body());
      boolean success = json.get("status").textValue().equals("success");
      assertThat(success).as(context).isEqualTo(answer.status() == 200);
      assertThat(json.has("data")).as(context).isEqualTo(success);
      assertThat(json.has("errorType") && json.has("error")).as(context).isEqualTo(!success);
    }
  }

  private String pairs() {
    StringBuilder pairs = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      pairs.append(pick(NAMES)).append('=');
      pairs.append((random.nextInt(5) == 0 ? noise(20) : pick(VALUES)).replace(" ", "%20"));
      pairs.append('&');
    }
    return pairs.toString();
  }

  private String noise(int longest) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(longest); i >= 0; i--) {
      noise.append((char) ('!' + random.nextInt('~' - '!' + 1)));
    }
    return noise.toString();
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
