package io.promontory.it.differential.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.series.testing.JsonLines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts recorded requests to a server and compares what it answers with what was recorded. */
public final class GoldenLines {
  private GoldenLines() {}

  /**
   * What differs, by the id of the request.
   *
   * @param name of a file of recorded answers
   * @param skipped ids of requests with several right answers
   */
  public static List<String> differences(String name, ApiClient server, Set<String> skipped) {
    List<String> differences = new ArrayList<>();
    List<JsonNode> lines = JsonLines.reference("golden", "queries", name + ".jsonl");
    for (JsonNode line : lines) {
      Answer expected = new Answer(line.get("status").asInt(), line.get("response").toString());
      Answer actual = server.get(line.get("path").asText() + "?" + query(line.get("params")));
      String difference = difference(line, expected, actual);
      if (difference != null && !skipped.contains(line.get("id").asText())) {
        differences.add(line.get("id").asText() + " " + line.get("params") + "\n" + difference);
      }
    }
    System.out.printf("golden %s: %d answers, %d differ%n", name, lines.size(), differences.size());
    return differences;
  }

  private static String query(JsonNode params) {
    List<String> pairs = new ArrayList<>();
    params
        .properties()
        .forEach(
            param -> {
              Iterable<JsonNode> values =
                  param.getValue().isArray() ? param.getValue() : List.of(param.getValue());
              for (JsonNode value : values) {
                pairs.add(
                    param.getKey()
                        + "="
                        + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8));
              }
            });
    return String.join("&", pairs);
  }

  private static @Nullable String difference(JsonNode line, Answer expected, Answer actual) {
    if (line.get("path").asText().contains("/query")) {
      String difference =
          Answers.difference(expected, actual, line.path("ordered").asBoolean(false));
      return difference == null && expected.status() == 200
          ? Answers.annotationDifference(expected, actual)
          : difference;
    }
    if (expected.status() != actual.status()) {
      return "status " + actual.status() + ": " + actual.body();
    }
    Set<String> want = texts(expected.json().path("data"));
    Set<String> got = texts(actual.json().path("data"));
    return want.equals(got) ? null : "got " + got + " instead of " + want;
  }

  private static Set<String> texts(JsonNode data) {
    Set<String> texts = new TreeSet<>();
    data.forEach(
        one -> {
          Set<String> fields = new TreeSet<>();
          one.properties().forEach(field -> fields.add(field.toString()));
          texts.add(one.isObject() ? fields.toString() : one.asText());
        });
    return texts;
  }
}
