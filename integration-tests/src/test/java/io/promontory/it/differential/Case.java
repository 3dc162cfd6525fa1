package io.promontory.it.differential;

import io.promontory.it.fixture.ApiClient;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One query to put to both servers.
 *
 * @param startMs evaluation time of an instant query, first step of a range query, ms
 * @param stepSeconds 0 for an instant query
 * @param ordered true where the expression orders its result
 */
public record Case(String expr, long startMs, long endMs, int stepSeconds, boolean ordered) {
  public boolean isRange() {
    return stepSeconds > 0;
  }

  public ApiClient.Answer ask(ApiClient client) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("query", expr);
    if (isRange()) {
      params.put("start", seconds(startMs));
      params.put("end", seconds(endMs));
      params.put("step", Integer.toString(stepSeconds));
      return client.post("/api/v1/query_range", params);
    }
    params.put("time", seconds(startMs));
    return client.post("/api/v1/query", params);
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%d.%03d", ms / 1000, ms % 1000);
  }

  @Override
  public String toString() {
    String when =
        isRange() ? " [" + startMs + ".." + endMs + " step " + stepSeconds + "s]" : " @" + startMs;
    return expr + when;
  }
}
