package io.promontory.frontend.api;

import io.promontory.frontend.json.JsonOutput;
import io.promontory.frontend.json.JsonTree;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.MetricMetadata;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a search: lines of JSON, each with a batch of results, the last with the status.
 *
 * @param results what fits, best or first ones first, cut to the limit
 * @param hasMore whether results were cut
 */
record SearchResults(
    List<Map<String, Object>> results, boolean hasMore, int batchSize, Completeness completeness) {
  private record Hit(String text, double score) {}

  /** Chooses and orders among all names or values; {@code key} is what a result calls its text. */
  static SearchResults of(
      String key,
      SearchParams search,
      LabelsResult candidates,
      Map<String, MetricMetadata> metadata) {
    List<Hit> hits = new ArrayList<>();
    for (String text : candidates.values()) {
      double score = search.scorer().score(text);
      if (score >= 0) {
        hits.add(new Hit(text, score));
      }
    }
    switch (search.order()) {
      case ASCENDING -> {}
      case DESCENDING -> Collections.reverse(hits);
      case BEST_FIRST -> hits.sort(Comparator.comparingDouble(Hit::score).reversed());
    }
    boolean more = hits.size() > search.limit();
    List<Map<String, Object>> results = new ArrayList<>();
    for (Hit hit : more ? hits.subList(0, search.limit()) : hits) {
      results.add(result(key, hit, search.includeScore(), metadata.get(hit.text())));
    }
    return new SearchResults(results, more, search.batchSize(), candidates.completeness());
  }

  private static Map<String, Object> result(
      String key, Hit hit, boolean includeScore, @Nullable MetricMetadata metadata) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(key, hit.text());
    if (includeScore) {
      result.put("score", hit.score());
    }
    if (metadata != null) {
      putUnlessEmpty(result, "type", metadata.type());
      putUnlessEmpty(result, "help", metadata.help());
      putUnlessEmpty(result, "unit", metadata.unit());
    }
    return result;
  }

  private static void putUnlessEmpty(Map<String, Object> result, String key, String value) {
    if (!value.isEmpty()) {
      result.put(key, value);
    }
  }

  Response response() {
    StreamingOutput entity =
        stream -> {
          JsonOutput out = new JsonOutput(stream);
          write(out);
          out.flush();
        };
    Response.ResponseBuilder response =
        Response.ok(entity).type("application/x-ndjson; charset=utf-8");
    if (!completeness.isWhole()) {
      response.header("Cache-Control", "no-store");
    }
    return response.build();
  }

  private void write(JsonOutput out) throws IOException {
    int from = 0;
    do {
      int to = Math.min(from + batchSize, results.size());
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("results", results.subList(from, to));
      if (from == 0 && !completeness.warnings().isEmpty()) {
        line.put("warnings", completeness.warnings());
      }
      JsonTree.of(line).writeTo(out);
      out.raw('\n');
      from = to;
    } while (from < results.size());
    out.raw("{\"status\":\"success\",\"has_more\":").raw(Boolean.toString(hasMore)).raw("}\n");
  }
}
