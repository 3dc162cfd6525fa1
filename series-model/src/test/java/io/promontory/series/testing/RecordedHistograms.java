package io.promontory.series.testing;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Operations on random native histograms and what Prometheus 3.14 makes of them. A line is the
 * operation, its operands and its results, separated by bars. A histogram is schema, zero
 * threshold, hint, count, zero count, sum, positive and negative spans, positive and negative
 * counts and custom bounds, each ended by a semicolon; floats are the hex of their bits.
 */
public final class RecordedHistograms {
  private RecordedHistograms() {}

  /** The fields of each line of {@code histogram/recorded.txt}, a resource beside the test. */
  public static List<String[]> lines(Class<?> test) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(test.getResourceAsStream("/histogram/recorded.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.split("\\|", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FloatHistogram histogram(String text) {
    String[] fields = text.split(";", -1);
    double[] positive = floats(fields[8]);
    double[] negative = floats(fields[9]);
    double[] counts = Arrays.copyOf(positive, positive.length + negative.length);
    System.arraycopy(negative, 0, counts, positive.length, negative.length);
    HistogramLayout layout =
        new HistogramLayout(
            Integer.parseInt(fields[0]),
            number(fields[1]),
            spans(fields[6]),
            spans(fields[7]),
            floats(fields[10]));
    ResetHint hint = ResetHint.values()[Integer.parseInt(fields[2])];
    return new FloatHistogram(
        layout, hint, number(fields[3]), number(fields[4]), number(fields[5]), counts);
  }

  public static double number(String text) {
    return text.equals("nan")
        ? Double.NaN
        : Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
  }

  private static double[] floats(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(",")).mapToDouble(RecordedHistograms::number).toArray();
  }

  private static int[] spans(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  /** All bits of a number, but those of a NaN. */
  public static String bits(double number) {
    return Double.isNaN(number) ? "nan" : Long.toHexString(Double.doubleToRawLongBits(number));
  }

  /** All bits of a histogram, its buckets by index, however its spans are cut. */
  public static String bits(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    StringBuilder out = new StringBuilder();
    out.append(layout.schema()).append(' ').append(histogram.hint());
    out.append(" threshold ").append(bits(layout.zeroThreshold()));
    out.append(" count ").append(bits(histogram.count()));
    out.append(" zero ").append(bits(histogram.zeroCount()));
    out.append(" sum ").append(bits(histogram.sum()));
    appendBuckets(out.append(" positive"), layout.positiveSpans(), histogram.buckets(), 0);
    appendBuckets(
        out.append(" negative"),
        layout.negativeSpans(),
        histogram.buckets(),
        layout.positiveBuckets());
    return out.append(" bounds ").append(Arrays.toString(layout.customBounds())).toString();
  }

  private static void appendBuckets(StringBuilder out, int[] spans, double[] counts, int first) {
    int index = 0;
    int position = first;
    for (int i = 0; i < spans.length; i += 2) {
      index += spans[i];
      for (int j = 0; j < spans[i + 1]; j++) {
        out.append(' ').append(index++).append(':').append(bits(counts[position++]));
      }
    }
  }
}
