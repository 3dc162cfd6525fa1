package io.promontory.series.histogram;

/**
 * A native histogram sample with counts as floats, which hold integer counts exactly up to 2^53.
 * Immutable by contract: the array of counts is shared and never written to.
 */
public final class FloatHistogram {
  private final HistogramLayout layout;
  private final ResetHint hint;
  private final double count;
  private final double zeroCount;
  private final double sum;
  private final double[] buckets;

  /**
   * @param count all observations
   * @param zeroCount observations in the zero bucket
   * @param sum of all observed values; the bits of a stale marker make the sample one
   * @param buckets absolute counts, in the order of the layout's spans: positive buckets, then
   *     negative ones
   */
  public FloatHistogram(
      HistogramLayout layout,
      ResetHint hint,
      double count,
      double zeroCount,
      double sum,
      double[] buckets) {
    if (buckets.length != layout.buckets()) {
      throw new IllegalArgumentException(
          "histogram with " + buckets.length + " counts for " + layout.buckets() + " buckets");
    }
    this.layout = layout;
    this.hint = hint;
    this.count = count;
    this.zeroCount = zeroCount;
    this.sum = sum;
    this.buckets = buckets;
  }

  public HistogramLayout layout() {
    return layout;
  }

  public ResetHint hint() {
    return hint;
  }

  public double count() {
    return count;
  }

  public double zeroCount() {
    return zeroCount;
  }

  public double sum() {
    return sum;
  }

  /** Absolute counts: the positive buckets, then the negative ones. */
  public double[] buckets() {
    return buckets;
  }

  /** The same histogram with another hint. */
  public FloatHistogram withHint(ResetHint other) {
    return other == hint ? this : new FloatHistogram(layout, other, count, zeroCount, sum, buckets);
  }

  /** All counts and the sum times a factor; the layout stays. A negative factor makes a gauge. */
  public FloatHistogram multiply(double factor) {
    double[] scaled = new double[buckets.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = buckets[i] * factor;
    }
    return new FloatHistogram(
        layout,
        factor < 0 ? ResetHint.GAUGE : hint,
        count * factor,
        zeroCount * factor,
        sum * factor,
        scaled);
  }

  /**
   * All counts and the sum by a divisor; zero takes all buckets away but the zero bucket. A
   * negative divisor makes a gauge.
   */
  public FloatHistogram divide(double divisor) {
    boolean byZero = divisor == 0;
    double[] scaled = new double[byZero ? 0 : buckets.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = buckets[i] / divisor;
    }
    return new FloatHistogram(
        byZero ? layout.withSpans(HistogramLayout.NO_SPANS, HistogramLayout.NO_SPANS) : layout,
        divisor < 0 ? ResetHint.GAUGE : hint,
        count / divisor,
        zeroCount / divisor,
        sum / divisor,
        scaled);
  }

  /** With the sign of everything turned; a gauge. */
  public FloatHistogram negate() {
    return multiply(-1);
  }

  /**
   * With the buckets of an exponential schema merged into those of a coarser one. The hint is
   * unknown then.
   *
   * @param schema at most the schema of this histogram, which is returned if they are equal
   */
  public FloatHistogram toSchema(int schema) {
    if (schema == layout.schema()) {
      return this;
    }
    if (layout.isCustom() || schema > layout.schema()) {
      throw new IllegalArgumentException(
          "no way from schema " + layout.schema() + " to schema " + schema);
    }
    HistogramLayout coarse = Resolution.coarser(layout, schema);
    double[] reduced = new double[coarse.buckets()];
    Resolution.reduce(layout, buckets, null, coarse, reduced, null);
    return new FloatHistogram(coarse, ResetHint.UNKNOWN, count, zeroCount, sum, reduced);
  }

  /** Without empty buckets. */
  public FloatHistogram compact() {
    return compact(0);
  }

  /**
   * Without empty buckets, but with those between two populated ones where there are at most so
   * many in a row; there, missing ones are filled in.
   */
  public FloatHistogram compact(int maxEmptyBuckets) {
    return Compaction.of(this, maxEmptyBuckets);
  }

  /**
   * Whether the counter was reset since the histogram before. The hint decides if it is {@link
   * ResetHint#RESET} or {@link ResetHint#NOT_RESET}, otherwise counts and layouts do: a fallen
   * count or bucket, a finer schema and a smaller zero bucket all mean a reset.
   */
  public boolean isResetAfter(FloatHistogram previous) {
    return switch (hint) {
      case RESET -> true;
      case NOT_RESET -> false;
      case UNKNOWN, GAUGE -> ResetDetection.wasReset(this, previous);
    };
  }

  /** True if a count, the sum or a bucket is infinite. */
  public boolean hasOverflow() {
    return Double.isInfinite(zeroCount)
        || Double.isInfinite(count)
        || Double.isInfinite(sum)
        || hasInfinite(buckets);
  }

  static boolean hasInfinite(double[] values) {
    for (double value : values) {
      if (Double.isInfinite(value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * PromQL's {@code ==}: the same buckets, even if empty, with the same bits. Only the hint may
   * differ, and spans without buckets.
   */
  public boolean isSameAs(FloatHistogram other) {
    HistogramLayout theirs = other.layout;
    return layout.schema() == theirs.schema()
        && sameBits(count, other.count)
        && sameBits(sum, other.sum)
        && sameBits(zeroCount, other.zeroCount)
        && layout.zeroThreshold() == theirs.zeroThreshold()
        && (!layout.isCustom() || CustomBounds.same(layout.customBounds(), theirs.customBounds()))
        && Spans.same(layout.positiveSpans(), theirs.positiveSpans())
        && Spans.same(layout.negativeSpans(), theirs.negativeSpans())
        && sameBits(buckets, other.buckets);
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  private static boolean sameBits(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!sameBits(a[i], b[i])) {
        return false;
      }
    }
    return a.length == b.length;
  }

  /** Prometheus' text of the populated buckets: {@code {count:4, sum:4, [-2,-1):1, (1,2]:3}}. */
  @Override
  public String toString() {
    return HistogramText.of(this);
  }
}
