package io.promontory.series.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers and error texts that Prometheus gave. */
class GoldenMatchersTest {
  private final Map<String, Matcher> made = new HashMap<>();

  @Test
  void regularExpressionsMatchAndFailAsInPrometheus() {
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (JsonNode line : JsonLines.reference("golden", "language", "matchers.jsonl")) {
      lines++;
      String wanted = line.get(line.has("error") ? "error" : "match").asText();
      String got = answer(line);
      if (!got.equals(wanted)) {
        wrong.add(line + " gave " + got);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lines).isGreaterThan(2_000);
  }

  private String answer(JsonNode line) {
    String regex = line.get("re").asText();
    try {
      Matcher matcher = matcher(Matcher.Type.RE, regex);
      if (!line.has("value")) {
        return "no error";
      }
      String value = line.get("value").asText();
      boolean matches = matcher.matches(value);
      boolean refuses = matcher(Matcher.Type.NRE, regex).matches(value);
      return matches == refuses ? "both" : Boolean.toString(matches);
    } catch (InvalidMatcherException e) {
      return e.getMessage();
    }
  }

  private Matcher matcher(Matcher.Type type, String regex) {
    return made.computeIfAbsent(type + regex, key -> Matcher.of(type, "l", regex));
  }

  @Test
  void matchersPrintAsInPrometheus() {
    int matchers = 0;
    for (JsonNode line : JsonLines.reference("golden", "language", "selectors.jsonl")) {
      for (JsonNode printed : line.path("matchers")) {
        Matcher matcher =
            Matcher.of(
                type(printed.get("type").asText()),
                printed.get("name").asText(),
                printed.get("value").asText());
        assertThat(matcher.toString()).isEqualTo(printed.get("printed").asText());
        matchers++;
      }
    }
    assertThat(matchers).isGreaterThan(100);
  }

  private static Matcher.Type type(String text) {
    for (Matcher.Type type : Matcher.Type.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException(text);
  }
}
