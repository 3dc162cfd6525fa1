package io.promontory.rules.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The samples of one transaction as bytes. Big endian; a list is an int count and its elements, a
 * text an int count and its UTF-8.
 *
 * <pre>
 *   record  = list of (int series, byte isNew, [list of texts: names and values], long ms, byte kind, value)
 *   value   = double                                                        kind 0
 *           | int schema, double zero threshold, byte reset hint,
 *             double count, double zero count, double sum,
 *             list of int positive spans, list of int negative spans,
 *             list of double bounds, list of double bucket counts           kind 1
 * </pre>
 *
 * Series are numbered in a segment, in the order in which they are first met.
 */
final class ResultRecord {
  private static final int FLOAT = 0;
  private static final int HISTOGRAM = 1;

  private ResultRecord() {}

  /**
   * Encodes samples.
   *
   * @param numbers of the series of the segment; those that are new are added
   */
  static byte[] encode(List<QueryValue.Sample> samples, Map<Labels, Integer> numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * samples.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(samples.size());
      for (QueryValue.Sample sample : samples) {
        Integer known = numbers.get(sample.labels());
        int number = known == null ? numbers.size() : known;
        out.writeInt(number);
        out.writeByte(known == null ? 1 : 0);
        if (known == null) {
          numbers.put(sample.labels(), number);
          write(sample.labels(), out);
        }
        out.writeLong(sample.timestampMs());
        FloatHistogram histogram = sample.histogram();
        if (histogram == null) {
          out.writeByte(FLOAT);
          out.writeLong(Double.doubleToRawLongBits(sample.value()));
        } else {
          out.writeByte(HISTOGRAM);
          write(histogram, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Labels labels, DataOutputStream out) throws IOException {
    out.writeInt(2 * labels.size());
    for (int i = 0; i < labels.size(); i++) {
      write(labels.name(i), out);
      write(labels.value(i), out);
    }
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(FloatHistogram histogram, DataOutputStream out) throws IOException {
    HistogramLayout layout = histogram.layout();
    out.writeInt(layout.schema());
    write(layout.zeroThreshold(), out);
    out.writeByte(histogram.hint().ordinal());
    write(histogram.count(), out);
    write(histogram.zeroCount(), out);
    write(histogram.sum(), out);
    write(layout.positiveSpans(), out);
    write(layout.negativeSpans(), out);
    write(layout.customBounds(), out);
    write(histogram.buckets(), out);
  }

  /** With the bits of a NaN as they are. */
  private static void write(double number, DataOutputStream out) throws IOException {
    out.writeLong(Double.doubleToRawLongBits(number));
  }

  private static void write(int[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static void write(double[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      write(number, out);
    }
  }

  /**
   * Decodes samples.
   *
   * @param series of the segment by number; those that are new are added
   * @throws IOException if the bytes are no record
   */
  static List<QueryValue.Sample> decode(byte[] bytes, List<Labels> series) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int count = count(in, 1);
    List<QueryValue.Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = in.readInt();
      if (in.readByte() != 0) {
        series.add(labels(in));
      }
      if (number < 0 || number >= series.size()) {
        throw new IOException("series " + number + " of " + series.size());
      }
      long at = in.readLong();
      Labels labels = series.get(number);
      samples.add(
          in.readByte() == FLOAT
              ? new QueryValue.Sample(labels, at, Double.longBitsToDouble(in.readLong()))
              : new QueryValue.Sample(labels, at, 0, histogram(in)));
    }
    return samples;
  }

  /** A count of elements, which must still be there with so many bytes each. */
  private static int count(DataInputStream in, int width) throws IOException {
    int count = in.readInt();
    if (count < 0 || (long) count * width > in.available()) {
      throw new IOException("count " + count + " with " + in.available() + " bytes left");
    }
    return count;
  }

  private static Labels labels(DataInputStream in) throws IOException {
    String[] texts = new String[count(in, Integer.BYTES)];
    for (int i = 0; i < texts.length; i++) {
      byte[] bytes = new byte[count(in, 1)];
      in.readFully(bytes);
      texts[i] = new String(bytes, UTF_8);
    }
    return Labels.of(texts);
  }

  private static FloatHistogram histogram(DataInputStream in) throws IOException {
    int schema = in.readInt();
    double zeroThreshold = in.readDouble();
    int hint = in.readByte();
    double count = in.readDouble();
    double zeroCount = in.readDouble();
    double sum = Double.longBitsToDouble(in.readLong());
    int[] positive = integers(in);
    int[] negative = integers(in);
    double[] bounds = doubles(in);
    double[] buckets = doubles(in);
    try {
      return new FloatHistogram(
          new HistogramLayout(schema, zeroThreshold, positive, negative, bounds),
          ResetHint.values()[hint],
          count,
          zeroCount,
          sum,
          buckets);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("no histogram: " + e.getMessage(), e);
    }
  }

  private static int[] integers(DataInputStream in) throws IOException {
    int[] numbers = new int[count(in, Integer.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readInt();
    }
    return numbers;
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    double[] numbers = new double[count(in, Double.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
