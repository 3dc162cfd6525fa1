package io.promontory.series.histogram;

import java.util.Arrays;

/**
 * Which buckets the counts of a histogram belong to. Immutable by contract: arrays are shared and
 * never written to.
 *
 * <p>Spans are pairs, flattened: the gap to the end of the span before (for the first one, the
 * index of its first bucket; may be negative), then the number of buckets. An exponential schema n
 * has the upper bounds 2^(i·2^-n) for bucket index i; schema {@link #CUSTOM} has the bounds of
 * {@link #customBounds} and one more bucket up to +Inf.
 */
public final class HistogramLayout {
  /** Schema of histograms whose bounds are their own, Prometheus' "custom buckets". */
  public static final int CUSTOM = -53;

  public static final int[] NO_SPANS = {};
  public static final double[] NO_BOUNDS = {};

  /** No buckets, schema 0. */
  public static final HistogramLayout EMPTY =
      new HistogramLayout(0, 0, NO_SPANS, NO_SPANS, NO_BOUNDS);

  private final int schema;
  private final double zeroThreshold;
  private final int[] positiveSpans;
  private final int[] negativeSpans;
  private final double[] customBounds;
  private final int positiveBuckets;
  private final int negativeBuckets;

  /** Leading buckets inside the zero bucket; -1 until asked for. */
  private int hiddenPositive = -1;

  private int hiddenNegative = -1;

  /** Whether spans are as short as can be: 1 for yes, 0 for no, -1 until asked for. */
  private int compactSpans = -1;

  public HistogramLayout(
      int schema,
      double zeroThreshold,
      int[] positiveSpans,
      int[] negativeSpans,
      double[] customBounds) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.positiveSpans = positiveSpans;
    this.negativeSpans = negativeSpans;
    this.customBounds = customBounds;
    this.positiveBuckets = buckets(positiveSpans);
    this.negativeBuckets = buckets(negativeSpans);
  }

  private static int buckets(int[] spans) {
    int sum = 0;
    for (int i = 1; i < spans.length; i += 2) {
      sum = Math.addExact(sum, spans[i]);
    }
    return sum;
  }

  public int schema() {
    return schema;
  }

  public boolean isCustom() {
    return schema == CUSTOM;
  }

  /** Observations within ± this count in the zero bucket. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  public int[] positiveSpans() {
    return positiveSpans;
  }

  public int[] negativeSpans() {
    return negativeSpans;
  }

  /** Upper bounds of schema {@link #CUSTOM}, strictly ascending, +Inf left out; else empty. */
  public double[] customBounds() {
    return customBounds;
  }

  public int positiveBuckets() {
    return positiveBuckets;
  }

  public int negativeBuckets() {
    return negativeBuckets;
  }

  /** All buckets that have a count of their own, the zero bucket left out. */
  public int buckets() {
    return positiveBuckets + negativeBuckets;
  }

  /** How many leading positive buckets lie inside the zero bucket; only odd sources have any. */
  int hiddenPositive() {
    int hidden = hiddenPositive;
    if (hidden < 0) {
      hidden = isCustom() ? 0 : Spans.hidden(positiveSpans, schema, zeroThreshold);
      hiddenPositive = hidden;
    }
    return hidden;
  }

  /** How many negative buckets next to zero lie inside the zero bucket. */
  int hiddenNegative() {
    int hidden = hiddenNegative;
    if (hidden < 0) {
      hidden = isCustom() ? 0 : Spans.hidden(negativeSpans, schema, zeroThreshold);
      hiddenNegative = hidden;
    }
    return hidden;
  }

  /** Whether all buckets lie outside the zero bucket, in spans that neither touch nor are empty. */
  boolean isPlain() {
    int compact = compactSpans;
    if (compact < 0) {
      compact = Spans.areCompact(positiveSpans) && Spans.areCompact(negativeSpans) ? 1 : 0;
      compactSpans = compact;
    }
    return compact == 1 && hiddenPositive() == 0 && hiddenNegative() == 0;
  }

  /** The same scheme of bounds with other buckets. */
  HistogramLayout withSpans(int[] positive, int[] negative) {
    return new HistogramLayout(schema, zeroThreshold, positive, negative, customBounds);
  }

  /** Equal schema, threshold (bits), spans as written and bounds (bits). */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof HistogramLayout that
            && schema == that.schema
            && Double.doubleToRawLongBits(zeroThreshold)
                == Double.doubleToRawLongBits(that.zeroThreshold)
            && Arrays.equals(positiveSpans, that.positiveSpans)
            && Arrays.equals(negativeSpans, that.negativeSpans)
            && Arrays.equals(customBounds, that.customBounds));
  }

  @Override
  public int hashCode() {
    int hash = 31 * schema + Double.hashCode(zeroThreshold);
    hash = 31 * hash + Arrays.hashCode(positiveSpans);
    hash = 31 * hash + Arrays.hashCode(negativeSpans);
    return 31 * hash + Arrays.hashCode(customBounds);
  }
}
