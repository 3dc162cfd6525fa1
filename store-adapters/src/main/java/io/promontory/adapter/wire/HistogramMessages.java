package io.promontory.adapter.wire;

import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.series.histogram.BucketBounds;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.List;

/**
 * Turns the {@code Histogram} messages of remote read (field numbers in {@code
 * prometheus/types.proto}) into samples. Those that break the rules of native histograms are
 * refused with an {@link IllegalArgumentException} that says which.
 */
public final class HistogramMessages {
  private static final int LOWEST_SCHEMA = -9;
  private static final int HIGHEST_SCHEMA = 52;

  private HistogramMessages() {}

  /**
   * The sample of a message.
   *
   * @throws IllegalArgumentException if it breaks the rules; the message says which
   */
  public static FloatHistogram read(Histogram message) {
    HistogramLayout layout = layout(message);
    boolean integers = message.getCountCase() == Histogram.CountCase.COUNT_INT;
    double[] buckets = new double[layout.buckets()];
    int positive = layout.positiveBuckets();
    if (integers) {
      addUp(message.getPositiveDeltasList(), buckets, 0, positive);
      addUp(message.getNegativeDeltasList(), buckets, positive, buckets.length);
    } else {
      copy(message.getPositiveCountsList(), buckets, 0, positive);
      copy(message.getNegativeCountsList(), buckets, positive, buckets.length);
    }
    FloatHistogram histogram =
        new FloatHistogram(
            layout,
            hint(message),
            integers ? unsigned(message.getCountInt()) : message.getCountFloat(),
            integers ? unsigned(message.getZeroCountInt()) : message.getZeroCountFloat(),
            message.getSum(),
            buckets);
    return layout.schema() <= BucketBounds.MAX_SCHEMA
        ? histogram
        : histogram.toSchema(BucketBounds.MAX_SCHEMA).withHint(histogram.hint());
  }

  private static HistogramLayout layout(Histogram message) {
    int schema = message.getSchema();
    boolean custom = schema == HistogramLayout.CUSTOM;
    if (!custom && (schema < LOWEST_SCHEMA || schema > HIGHEST_SCHEMA)) {
      throw new IllegalArgumentException("schema " + schema + " is unknown");
    }
    double[] bounds =
        message.getCustomValuesList().stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 1; i < bounds.length; i++) {
      if (!(bounds[i] > bounds[i - 1])) {
        throw new IllegalArgumentException("custom bounds do not ascend");
      }
    }
    if (!custom && bounds.length > 0) {
      throw new IllegalArgumentException("custom bounds beside schema " + schema);
    }
    boolean integers = message.getCountCase() == Histogram.CountCase.COUNT_INT;
    int positives = integers ? message.getPositiveDeltasCount() : message.getPositiveCountsCount();
    int negatives = integers ? message.getNegativeDeltasCount() : message.getNegativeCountsCount();
    int[] positive = spans(message.getPositiveSpansList(), positives);
    int[] negative = spans(message.getNegativeSpansList(), negatives);
    if (custom && (negative.length > 0 || outside(positive, bounds.length))) {
      throw new IllegalArgumentException("buckets beside " + bounds.length + " custom bounds");
    }
    return new HistogramLayout(schema, message.getZeroThreshold(), positive, negative, bounds);
  }

  /** Flat pairs, whose lengths must add up to the number of counts that came along. */
  private static int[] spans(List<BucketSpan> messages, int counts) {
    int[] spans = messages.isEmpty() ? HistogramLayout.NO_SPANS : new int[2 * messages.size()];
    long buckets = 0;
    long end = 0;
    for (int i = 0; i < messages.size(); i++) {
      BucketSpan span = messages.get(i);
      long length = Integer.toUnsignedLong(span.getLength());
      buckets += length;
      end += span.getOffset() + length;
      if ((i > 0 && span.getOffset() < 0) || buckets > counts || end != (int) end) {
        throw new IllegalArgumentException("spans of buckets that make no sense");
      }
      spans[2 * i] = span.getOffset();
      spans[2 * i + 1] = (int) length;
    }
    if (buckets != counts) {
      throw new IllegalArgumentException(counts + " counts for " + buckets + " buckets");
    }
    return spans;
  }

  private static boolean outside(int[] spans, int last) {
    long end = 0;
    for (int i = 0; i < spans.length; i += 2) {
      if (i == 0 && spans[0] < 0) {
        return true;
      }
      end += (long) spans[i] + spans[i + 1];
    }
    return end > last + 1L;
  }

  private static void addUp(List<Long> deltas, double[] into, int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += deltas.get(i - from);
      into[i] = count;
    }
  }

  private static void copy(List<Double> counts, double[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = counts.get(i - from);
    }
  }

  private static ResetHint hint(Histogram message) {
    return switch (message.getResetHint()) {
      case YES -> ResetHint.RESET;
      case NO -> ResetHint.NOT_RESET;
      case GAUGE -> ResetHint.GAUGE;
      case UNKNOWN, UNRECOGNIZED -> ResetHint.UNKNOWN;
    };
  }

  private static double unsigned(long x) {
    // Halved with the lowest bit kept for rounding, as an unsigned conversion does.
    return x >= 0 ? x : ((x >>> 1) | (x & 1)) * 2.0;
  }
}
