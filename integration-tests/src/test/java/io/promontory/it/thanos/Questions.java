package io.promontory.it.thanos;

import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same questions for two servers. */
final class Questions {
  private static final List<String> EXPRESSIONS =
      List.of(
          "load",
          "requests_total{instance=\"i1\"}",
          "{__name__=~\"l.*\", instance!=\"i0\"}",
          "rate(requests_total[2m])",
          "increase(requests_total[5m])",
          "resets(requests_total[20m])",
          "sum by (instance) (rate(requests_total[1m]))",
          "avg_over_time(load[3m])",
          "max without (instance) (load)",
          "quantile_over_time(0.9, load[10m])",
          "load offset 5m",
          "count({cluster=\"it\"})",
          "topk(1, load)",
          "requests_total > 100 and on (instance) load < 50",
          "absent(nothing)",
          "scalar(load{instance=\"i0\"})",
          "1 + 2");

  /**
   * What a Querier that evaluates itself answers otherwise: it takes resets out of counters before
   * the functions of counters see them.
   */
  static final Set<String> OTHERWISE_IN_THANOS = Set.of("resets(requests_total[20m])");

  private Questions() {}

  /** What differs in instant and range queries. */
  static List<String> differences(ApiClient expected, ApiClient actual) {
    return differences(expected, actual, Set.of());
  }

  /** As {@link #differences(ApiClient, ApiClient)}, but for some expressions. */
  static List<String> differences(ApiClient expected, ApiClient actual, Set<String> without) {
    List<String> differences = new ArrayList<>();
    for (String expression : EXPRESSIONS) {
      if (without.contains(expression)) {
        continue;
      }
      Map<String, String> instant = new LinkedHashMap<>();
      instant.put("query", expression);
      instant.put("time", Long.toString(PairData.START_SECONDS + 1234));
      compare("/api/v1/query", instant, expected, actual, differences);
      Map<String, String> range = new LinkedHashMap<>();
      range.put("query", expression);
      range.put("start", Long.toString(PairData.START_SECONDS));
      range.put("end", Long.toString(PairData.END_SECONDS));
      range.put("step", "20");
      compare("/api/v1/query_range", range, expected, actual, differences);
    }
    return differences;
  }

  private static void compare(
      String path,
      Map<String, String> params,
      ApiClient expected,
      ApiClient actual,
      List<String> differences) {
    Answer want = expected.get(path, params);
    Answer got = actual.get(path, params);
    String difference = Answers.difference(want, got, false);
    if (difference != null) {
      differences.add(params + ": " + difference);
    } else if (want.status() == 200 && want.json().path("warnings").size() > 0) {
      differences.add(params + ": " + want.json().get("warnings"));
    }
  }

  /** Label names and values, series and their labels, as texts. */
  static List<String> lookups(ApiClient server) {
    String window = "start=%d&end=%d".formatted(PairData.START_SECONDS, PairData.END_SECONDS);
    List<String> answers = new ArrayList<>();
    for (String path :
        List.of(
            "/api/v1/labels?" + window,
            "/api/v1/label/__name__/values?" + window,
            "/api/v1/label/replica/values?" + window,
            "/api/v1/label/instance/values?match%5B%5D=load&" + window,
            "/api/v1/series?match%5B%5D=requests_total&" + window)) {
      Answer answer = server.get(path);
      answers.add(path + " " + answer.status() + " " + answer.json().get("data"));
    }
    return answers;
  }
}
