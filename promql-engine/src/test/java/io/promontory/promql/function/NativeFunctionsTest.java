package io.promontory.promql.function;

import static io.promontory.series.testing.RecordedHistograms.bits;
import static io.promontory.series.testing.RecordedHistograms.histogram;
import static io.promontory.series.testing.RecordedHistograms.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.testing.RecordedHistograms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantiles, fractions, variances and trims have the bits that Prometheus' have. */
class NativeFunctionsTest {
  private final NativeQuantile quantile = new NativeQuantile();
  private final NativeFraction fraction = new NativeFraction();

  @Test
  void functionsAnswerAsRecorded() {
    List<String[]> lines = RecordedHistograms.lines(getClass());
    List<String> failures = new ArrayList<>();
    for (String[] line : lines) {
      String expected = expected(line);
      String actual = actual(line);
      if (!actual.equals(expected)) {
        failures.add(String.join("|", line) + "\n  wanted " + expected + "\n  got    " + actual);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(48);
  }

  private static String expected(String[] line) {
    return switch (line[0]) {
      case "trim" -> bits(histogram(line[4]));
      case "quantile" -> line[3] + line[4];
      case "fraction" -> line[4] + line[5];
      default -> line[2];
    };
  }

  private String actual(String[] line) {
    FloatHistogram histogram = histogram(line[1]);
    return switch (line[0]) {
      case "trim" ->
          bits(
              line[3].equals("true")
                  ? NativeTrim.below(histogram, number(line[2]))
                  : NativeTrim.above(histogram, number(line[2])));
      case "quantile" ->
          bits(quantile.of(number(line[2]), histogram))
              + (quantile.isNanResult() ? "NativeHistogramQuantileNaNResultInfo" : "")
              + (quantile.isSkewed() ? "NativeHistogramQuantileNaNSkewInfo" : "");
      case "fraction" ->
          bits(fraction.of(number(line[2]), number(line[3]), histogram))
              + (fraction.hasNanObservations() ? "NativeHistogramFractionNaNsInfo" : "");
      case "variance" -> bits(NativeVariance.of(histogram));
      default -> throw new AssertionError(line[0]);
    };
  }
}
