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
}
