package io.promontory.it.bench.race;

import io.promontory.it.bench.race.Race.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes questions. Times are in seconds. */
public final class Questions {
  private Questions() {}

  public static Question range(
      String name, String query, long end, int range, int step, List<String> exact) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("query", query);
    params.put("start", Long.toString(end - range));
    params.put("end", Long.toString(end));
    params.put("step", Integer.toString(step));
    // VictoriaMetrics' way to ask for these times and no others.
    params.put("nocache", "1");
    return new Question(name, "/api/v1/query_range", params, exact);
  }

  public static Question instant(String name, String query, long time, List<String> exact) {
    return new Question(
        name,
        "/api/v1/query",
        Map.of("query", query, "time", Long.toString(time), "nocache", "1"),
        exact);
  }

  public static Question labels(
      String name, String path, @Nullable String match, long start, long end, List<String> exact) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("start", Long.toString(start));
    params.put("end", Long.toString(end));
    if (match != null) {
      params.put("match[]", match);
    }
    return new Question(name, path, params, exact);
  }
}
