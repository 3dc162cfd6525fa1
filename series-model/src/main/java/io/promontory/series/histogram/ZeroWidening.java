package io.promontory.series.histogram;

import org.jspecify.annotations.Nullable;

/**
 * The zero bucket a histogram would have with a larger threshold: it takes in the buckets below
 * that. A threshold inside a populated bucket moves up to that bucket's end.
 */
final class ZeroWidening {
  private final HistogramLayout layout;
  private final double[] counts;
  private final double @Nullable [] cs;
  private double threshold;
  private double count;
  private double c;

  private ZeroWidening(
      HistogramLayout layout,
      double[] counts,
      double @Nullable [] cs,
      double zeroCount,
      double zeroC,
      double wanted) {
    this.layout = layout;
    this.counts = counts;
    this.cs = cs;
    this.threshold = wanted;
    this.count = zeroCount;
    this.c = zeroC;
    if (wanted != layout.zeroThreshold()) {
      do {
        // The compensation goes on from a discarded attempt, as in Prometheus.
        count = zeroCount;
        absorb(layout.positiveSpans(), 0);
      } while (absorb(layout.negativeSpans(), layout.positiveBuckets()));
    }
  }

  /**
   * @param wanted at least the threshold of the histogram
   */
  static ZeroWidening of(FloatHistogram histogram, double wanted) {
    return new ZeroWidening(
        histogram.layout(), histogram.buckets(), null, histogram.zeroCount(), 0, wanted);
  }

  static ZeroWidening of(HistogramSum sum, double wanted) {
    return sum.isCompensated()
        ? new ZeroWidening(sum.layout, sum.buckets, sum.bucketsC, sum.zeroCount, sum.zeroC, wanted)
        : new ZeroWidening(sum.layout, sum.buckets, null, sum.zeroCount, 0, wanted);
  }

  double threshold() {
    return threshold;
  }

  double count() {
    return count;
  }

  double compensation() {
    return c;
  }

  /** Returns true if the threshold had to move. */
  private boolean absorb(int[] spans, int first) {
    SpanCursor buckets = new SpanCursor(spans, first);
    while (buckets.next() && bound(buckets.index() - 1) < threshold) {
      int at = buckets.position();
      take(counts[at]);
      if (cs != null) {
        take(cs[at]);
      }
      double end = bound(buckets.index());
      if (end > threshold) {
        if (counts[at] == 0) {
          return false;
        }
        threshold = end;
        return true;
      }
    }
    return false;
  }

  private void take(double value) {
    double next = count + value;
    c = Compensation.after(count, value, next, c);
    count = next;
  }

  private double bound(int index) {
    return BucketBounds.exponential(layout.schema(), index);
  }

  /** Empties the buckets of a sum that lie in its zero bucket, and drops all empty ones. */
  static void drop(HistogramSum sum) {
    drop(sum, sum.layout.positiveSpans(), 0);
    drop(sum, sum.layout.negativeSpans(), sum.layout.positiveBuckets());
    Compaction.of(sum);
  }

  private static void drop(HistogramSum sum, int[] spans, int first) {
    SpanCursor buckets = new SpanCursor(spans, first);
    int schema = sum.layout.schema();
    double threshold = sum.layout.zeroThreshold();
    while (buckets.next() && BucketBounds.exponential(schema, buckets.index() - 1) < threshold) {
      sum.buckets[buckets.position()] = 0;
      if (sum.isCompensated()) {
        sum.bucketsC[buckets.position()] = 0;
      }
    }
  }
}
