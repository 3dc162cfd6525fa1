package io.promontory.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.HistogramText;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Every recorded line of series notation, and what is our own about it. */
class SeriesNotationTest {
  private static final long STALE_BITS = 0x7ff0000000000002L;

  private final List<String> failures = new ArrayList<>();

  @Test
  void linesParseAndFailAsRecorded() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "series.jsonl");
    lines.forEach(this::check);
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(546);
  }

  @Test
  void refusesMoreValuesThanAnyTestNeeds() {
    assertThatThrownBy(() -> SeriesNotation.parse("a 1x99999999999"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("1000000 samples at most");
    assertThatThrownBy(() -> SeriesNotation.parse("a _x600000 _x600000"))
        .isInstanceOf(ParseException.class);
    assertThatThrownBy(
            () ->
                SeriesNotation.parse("a {{buckets:[1 2 3 4 5]}}+{{buckets:[1 2 3 4 5 6]}}x999999"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("10000000 buckets");
    assertThatThrownBy(() -> SeriesNotation.parse("a {{}}+{{}}x99999999999999999999"))
        .isInstanceOf(ParseException.class);
    assertThat(SeriesNotation.parse("a _x1000000").values()).hasSize(1_000_000);
  }

  @Test
  void whatIsPrintedParsesToTheSame() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      FloatHistogram histogram = histogram(random);
      String text = HistogramText.testExpression(histogram);
      DescribedValue parsed = SeriesNotation.parse("x " + text).values().getFirst();
      assertThat(parsed).isInstanceOf(DescribedValue.Histogram.class);
      DescribedValue.Histogram read = (DescribedValue.Histogram) parsed;
      assertThat(read.histogram().isSameAs(histogram)).as("seed %d, %s", seed, text).isTrue();
      assertThat(read.histogram().hint()).isEqualTo(histogram.hint());
      assertThat(read.hintWritten()).isEqualTo(histogram.hint() != ResetHint.UNKNOWN);
    }
  }

  private static FloatHistogram histogram(Random random) {
    boolean custom = random.nextInt(3) == 0;
    int positive = random.nextInt(4);
    int negative = custom ? 0 : random.nextInt(4);
    HistogramLayout layout =
        new HistogramLayout(
            custom ? HistogramLayout.CUSTOM : random.nextInt(13) - 4,
            custom ? 0 : random.nextInt(2) * 0.001,
            span(custom ? 0 : random.nextInt(9) - 4, positive),
            span(random.nextInt(9) - 4, negative),
            custom ? new double[] {0.1, 1, 1e9} : HistogramLayout.NO_BOUNDS);
    double[] counts = random.doubles(layout.buckets(), 0.1, 1e7).toArray();
    ResetHint hint = ResetHint.values()[random.nextInt(4)];
    return new FloatHistogram(
        layout, hint, random.nextDouble() * 1e9, 0, -random.nextDouble(), counts);
  }

  private static int[] span(int offset, int length) {
    return length == 0 ? HistogramLayout.NO_SPANS : new int[] {offset, length};
  }

  private void check(JsonNode line) {
    String in = line.get("in").textValue();
    DescribedSeries series;
    try {
      series = SeriesNotation.parse(in);
    } catch (ParseException e) {
      compare(in, line.path("error").asText(), e.getMessage());
      return;
    }
    compare(in, line.path("error").asText(), "");
    compare(in, line.get("labels"), labels(series));
    JsonNode values = line.get("values");
    compare(in, values.size(), series.values().size());
    for (int i = 0; i < Math.min(values.size(), series.values().size()); i++) {
      checkValue(in + " at " + i, values.get(i), series.values().get(i));
    }
  }

  private static Object labels(DescribedSeries series) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < series.labels().size(); i++) {
      labels.put(series.labels().name(i), series.labels().value(i));
    }
    return labels;
  }

  private void checkValue(String in, JsonNode wanted, DescribedValue value) {
    switch (value) {
      case DescribedValue.Gap _ -> compare(in, wanted.textValue(), "_");
      case DescribedValue.Number(double number) ->
          compare(
              in,
              wanted.textValue(),
              Double.doubleToRawLongBits(number) == STALE_BITS
                  ? "stale"
                  : GoFloats.general(number));
      case DescribedValue.Histogram(FloatHistogram histogram, boolean hintWritten) -> {
        compare(in, wanted.get("hint_set").booleanValue(), hintWritten);
        checkHistogram(in, wanted.get("histogram"), histogram);
      }
    }
  }

  private void checkHistogram(String in, JsonNode wanted, FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    double[] counts = histogram.buckets();
    int positive = layout.positiveBuckets();
    compare(in, wanted.get("schema").intValue(), layout.schema());
    compare(in, wanted.get("count").textValue(), GoFloats.general(histogram.count()));
    compare(in, wanted.get("sum").textValue(), GoFloats.general(histogram.sum()));
    compare(in, wanted.get("zero_count").textValue(), GoFloats.general(histogram.zeroCount()));
    compare(in, wanted.get("zero_threshold").textValue(), GoFloats.general(layout.zeroThreshold()));
    compare(in, wanted.get("hint").textValue(), histogram.hint().text());
    compare(in, texts(wanted.get("custom_values")), floats(layout.customBounds(), 0));
    compare(in, texts(wanted.get("positive_buckets")), floats(Arrays.copyOf(counts, positive), 0));
    compare(in, texts(wanted.get("negative_buckets")), floats(counts, positive));
    compare(in, spans(wanted.get("positive_spans")), Arrays.toString(layout.positiveSpans()));
    compare(in, spans(wanted.get("negative_spans")), Arrays.toString(layout.negativeSpans()));
    if (wanted.get("text").isTextual()) {
      compare(in, wanted.get("text").textValue(), histogram.toString());
    }
    if (wanted.get("test_expression").isTextual()) {
      String text = wanted.get("test_expression").textValue();
      compare(in, text, HistogramText.testExpression(histogram));
    }
  }

  private static String floats(double[] values, int from) {
    return DoubleStream.of(values)
        .skip(from)
        .mapToObj(GoFloats::general)
        .collect(Collectors.joining(" "));
  }

  private static String texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.textValue()));
    return String.join(" ", texts);
  }

  private static String spans(JsonNode spans) {
    List<Integer> flat = new ArrayList<>();
    spans.forEach(span -> span.forEach(number -> flat.add(number.intValue())));
    return flat.toString();
  }

  private void compare(String in, Object wanted, Object actual) {
    Object expected = wanted instanceof JsonNode node ? labels(node) : wanted;
    if (!expected.equals(actual)) {
      failures.add(in + "\n  wanted " + expected + "\n  got    " + actual);
    }
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    return labels;
  }
}
