package io.promontory.series.histogram;

import static io.promontory.series.testing.RecordedHistograms.bits;
import static io.promontory.series.testing.RecordedHistograms.histogram;
import static io.promontory.series.testing.RecordedHistograms.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.testing.RecordedHistograms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Operations on histograms have the bits that Prometheus' have. */
class RecordedHistogramsTest {
  private final List<String> failures = new ArrayList<>();

  @Test
  void operationsAnswerAsRecorded() {
    List<String[]> lines = RecordedHistograms.lines(getClass());
    for (String[] line : lines) {
      String expected = expected(line);
      String actual = actual(line);
      if (!actual.equals(expected)) {
        failures.add(String.join("|", line) + "\n  wanted " + expected + "\n  got    " + actual);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(192);
  }

  private static String expected(String[] line) {
    return switch (line[0]) {
      case "add", "sub" -> line[3].equals("-") ? line[4] : bits(histogram(line[3])) + line[4];
      case "sum", "avg" -> bits(histogram(line[line.length - 1]));
      case "compact" -> bits(histogram(line[3])) + spans(histogram(line[3]));
      case "schema", "mul", "div" -> bits(histogram(line[3]));
      case "text", "iter" -> line[2] + "|" + line[3];
      default -> line[3];
    };
  }

  private static String actual(String[] line) {
    FloatHistogram first = histogram(line[1]);
    return switch (line[0]) {
      case "add", "sub" -> {
        HistogramSum sum = HistogramSum.plain(first);
        FloatHistogram second = histogram(line[2]);
        int outcome = line[0].equals("add") ? sum.add(second) : sum.subtract(second);
        String result = AddOutcome.isMixedSchemas(outcome) ? "" : bits(sum.toHistogram());
        yield result + outcome;
      }
      case "sum" -> {
        HistogramSum sum = HistogramSum.compensated();
        operands(line).forEach(sum::add);
        yield bits(sum.toHistogram());
      }
      case "avg" -> {
        HistogramMean mean = new HistogramMean();
        operands(line).forEach(mean::add);
        yield bits(mean.toHistogram());
      }
      case "compact" -> {
        FloatHistogram compact = first.compact(Integer.parseInt(line[2]));
        yield bits(compact) + spans(compact);
      }
      case "schema" -> bits(first.toSchema(Integer.parseInt(line[2])));
      case "mul" -> bits(first.multiply(number(line[2])));
      case "div" -> bits(first.divide(number(line[2])));
      case "reset" -> String.valueOf(histogram(line[2]).isResetAfter(first));
      case "equal" -> String.valueOf(histogram(line[2]).isSameAs(first));
      case "text" -> first + "|" + HistogramText.testExpression(first);
      case "iter" ->
          walk(BucketCursor.ascending(first)) + "|" + walk(BucketCursor.descending(first));
      default -> throw new AssertionError(line[0]);
    };
  }

  private static List<FloatHistogram> operands(String[] line) {
    return Arrays.stream(line)
        .skip(1)
        .limit(line.length - 2)
        .map(RecordedHistograms::histogram)
        .toList();
  }

  private static String spans(FloatHistogram histogram) {
    return Arrays.toString(histogram.layout().positiveSpans())
        + Arrays.toString(histogram.layout().negativeSpans());
  }

  private static String walk(BucketCursor bucket) {
    StringJoiner out = new StringJoiner(",");
    while (bucket.next()) {
      out.add(
          String.join(
              ":",
              bits(bucket.lower()),
              bits(bucket.upper()),
              String.valueOf(bucket.lowerInclusive()),
              String.valueOf(bucket.upperInclusive()),
              bits(bucket.count())));
    }
    return out.toString();
  }
}
