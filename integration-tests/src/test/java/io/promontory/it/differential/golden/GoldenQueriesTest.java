package io.promontory.it.differential.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.series.testing.JsonLines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded answer, by its id. */
class GoldenQueriesTest {
  /**
   * Where the recorded answer is one of several right ones, and a Prometheus in between chooses
   * another: one of two histograms written for the same time, and the first ten of many label
   * values.
   */
  private static final Set<String> BY_CHOICE =
      Set.of("encodings-070", "encodings-st-045", "wide-102");

  @TempDir Path directory;

  /** Blocks of floats in the old encoding and old names, which any Prometheus serves. */
  @ParameterizedTest
  @ValueSource(strings = {"basic", "truth", "wide"})
  void answersOverBlocksThatAnyPrometheusReads(String set) {
    Binary binary = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    check(binary, set, List.of(set));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          utf8,          utf8,           ''
          native,        native,         ''
          encodings,     encodings,      ''
          encodings-st,  encodings,      use-start-timestamps
          delayed-names, basic native,   promql-delayed-name-removal
          """)
  void answersOverBlocksThatOnlyVersion3Reads(String name, String sets, String flag) {
    assumeTrue(Binary.ORACLE.isPresent(), "needs prometheus-3");
    check(
        Binary.ORACLE,
        name,
        List.of(sets.split(" ")),
        flag.isEmpty() ? new String[0] : new String[] {flag});
  }

  private void check(Binary binary, String name, List<String> sets, String... flags) {
    List<String> differences = new ArrayList<>();
    List<JsonNode> lines = JsonLines.reference("golden", "queries", name + ".jsonl");
    try (GoldenServers servers = GoldenServers.start(directory, binary, sets, flags)) {
      ApiClient promontory = servers.promontory();
      for (JsonNode line : lines) {
        Answer expected = new Answer(line.get("status").asInt(), line.get("response").toString());
        Answer actual = promontory.get(line.get("path").asText() + "?" + query(line.get("params")));
        String difference = difference(line, expected, actual);
        if (difference != null && !BY_CHOICE.contains(line.get("id").asText())) {
          differences.add(line.get("id").asText() + " " + line.get("params") + "\n" + difference);
        }
      }
    }
    System.out.printf("golden %s: %d answers, %d differ%n", name, lines.size(), differences.size());
    assertThat(differences).isEmpty();
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
