package io.promontory.series.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings histograms with different custom bounds onto the bounds they share. */
final class CustomBounds {
  private CustomBounds() {}

  /** Equal as numbers. */
  static boolean same(double[] a, double[] b) {
    if (a == b) {
      return true;
    } else if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bounds in both, ascending. */
  static double[] common(double[] a, double[] b) {
    double[] common = new double[Math.min(a.length, b.length)];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        common[size++] = a[i];
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return size == 0 ? HistogramLayout.NO_BOUNDS : Arrays.copyOf(common, size);
  }

  /**
   * Adds each count to the bucket of {@code bounds} that holds its bucket. Compensated always.
   *
   * @param cs compensations of the counts, if there are any
   * @param sign -1 subtracts
   */
  static void rebin(
      HistogramLayout layout,
      double[] counts,
      double @Nullable [] cs,
      double sign,
      double[] bounds,
      double[] out,
      double[] outCs) {
    double[] own = layout.customBounds();
    SpanCursor buckets = new SpanCursor(layout.positiveSpans(), 0);
    int common = 0;
    while (buckets.next()) {
      int index = buckets.index();
      int to = bounds.length;
      if (index < own.length) {
        while (common < bounds.length && bounds[common] < own[Math.max(0, index)]) {
          common++;
        }
        to = common;
      }
      Compensation.add(out, outCs, to, sign * counts[buckets.position()]);
      if (cs != null) {
        Compensation.add(out, outCs, to, cs[buckets.position()]);
      }
    }
  }

  /** True if the counts up to one of the common bounds fell from one histogram to the next. */
  static boolean fell(FloatHistogram now, FloatHistogram before) {
    Rollup current = new Rollup(now);
    Rollup previous = new Rollup(before);
    double[] common = common(now.layout().customBounds(), before.layout().customBounds());
    for (int i = 0; i <= common.length; i++) {
      double bound = i < common.length ? common[i] : Double.POSITIVE_INFINITY;
      if (current.upTo(bound) < previous.upTo(bound)) {
        return true;
      }
    }
    return false;
  }

  /** Sums counts between bounds that are asked for in ascending order. */
  private static final class Rollup {
    private final FloatHistogram histogram;
    private final SpanCursor buckets;
    private boolean more;

    Rollup(FloatHistogram histogram) {
      this.histogram = histogram;
      this.buckets = new SpanCursor(histogram.layout().positiveSpans(), 0);
      this.more = buckets.next();
    }

    double upTo(double bound) {
      double sum = 0;
      while (more && BucketBounds.upper(histogram.layout(), buckets.index()) <= bound) {
        sum += histogram.buckets()[buckets.position()];
        more = buckets.next();
      }
      return sum;
    }
  }
}
