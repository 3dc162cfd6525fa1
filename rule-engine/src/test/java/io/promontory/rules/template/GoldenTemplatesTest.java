package io.promontory.rules.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoNumbers;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Prometheus 3.14 made of templates. */
class GoldenTemplatesTest {
  @Test
  void everyTemplateHasPrometheusTextOrError() {
    List<String> wrong = new ArrayList<>();
    List<JsonNode> lines = JsonLines.reference("golden", "language", "templates.jsonl");
    for (JsonNode line : lines) {
      boolean good = line.has("out");
      String expected = (good ? "" : "error: ") + line.get(good ? "out" : "error").asText();
      String actual = expanded(line);
      if (!actual.equals(expected)) {
        wrong.add(line.get("text") + "\n  expected " + expected + "\n  was      " + actual);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lines).hasSizeGreaterThan(1200);
  }

  @Test
  void valuesOfAlertsPrintAsPrometheusPrintsThem() throws Exception {
    AlertTemplate template = AlertTemplate.parse("Test", "{{ $value }}");
    for (JsonNode line : JsonLines.reference("golden", "language", "floats.jsonl")) {
      double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.get("bits").asText(), 16));
      TemplateData data = new TemplateData(Labels.EMPTY, Labels.EMPTY, "", value, null);
      TemplateContext context = new TemplateContext(0, text -> List.of(), null);
      assertThat(template.expand(data, context)).isEqualTo(line.get("template").asText());
      assertThat(GoFloats.exponent(value)).isEqualTo(line.get("alert").asText());
    }
  }

  @Test
  void parseDurationReadsWhatPrometheusReads() throws Exception {
    int tried = 0;
    for (JsonNode line : JsonLines.reference("golden", "language", "durations.jsonl")) {
      if (!line.get("kind").asText().equals("parse_negative")) {
        continue;
      }
      tried++;
      String quoted = io.promontory.series.text.GoStrings.quote(line.get("in").asText());
      AlertTemplate template = AlertTemplate.parse("Test", "{{ parseDuration " + quoted + " }}");
      TemplateData data = new TemplateData(Labels.EMPTY, Labels.EMPTY, "", 0, null);
      TemplateContext context = new TemplateContext(0, text -> List.of(), null);
      if (line.has("ns")) {
        assertThat(template.expand(data, context))
            .isEqualTo(GoFloats.general(line.get("ns").asLong() / 1e9));
      } else {
        String error = line.get("error").asText();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(TemplateException.class)
            .isThrownBy(() -> template.expand(data, context))
            .withMessageEndingWith("error calling parseDuration: " + error);
      }
    }
    assertThat(tried).isPositive();
  }

  private static String expanded(JsonNode line) {
    try {
      AlertTemplate template =
          AlertTemplate.parse(line.get("alert").asText(), line.get("text").asText());
      double value = line.has("value") ? GoNumbers.parseFloat(line.get("value").asText()) : 0;
      String url = line.get("externalURL").asText();
      TemplateData data =
          new TemplateData(
              labels(line.get("labels")),
              labels(line.get("externalLabels")),
              url,
              value,
              histogram(line.get("histogram")));
      TemplateContext context =
          new TemplateContext(
              line.get("time").asLong(),
              text -> answer(line.path("queryResults").path(text)),
              URI.create(url));
      return template.expand(data, context);
    } catch (TemplateException e) {
      return "error: " + e.getMessage();
    }
  }

  private static List<TemplateSample> answer(JsonNode result)
      throws TemplateQuery.QueryFailedException {
    if (result.isTextual()) {
      throw new TemplateQuery.QueryFailedException(result.asText());
    }
    List<TemplateSample> samples = new ArrayList<>();
    for (JsonNode sample : result) {
      samples.add(
          new TemplateSample(
              labels(sample.get("labels")),
              sample.has("value") ? GoNumbers.parseFloat(sample.get("value").asText()) : 0,
              histogram(sample.get("histogram"))));
    }
    return samples;
  }

  /** With empty values, which templates see where tests give them. */
  private static Labels labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    String[] sorted =
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
            .toArray(String[]::new);
    return Labels.ofSorted(sorted);
  }

  private static @Nullable FloatHistogram histogram(@Nullable JsonNode text) {
    if (text == null) {
      return null;
    }
    var value = SeriesNotation.parse("h " + text.asText()).values().get(0);
    return ((DescribedValue.Histogram) value).histogram();
  }
}
