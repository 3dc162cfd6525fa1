package io.promontory.promql.promqltest;

import io.promontory.promql.math.AlmostEqual;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import java.util.Arrays;

/** Equality of native histograms up to rounding of their counts, without empty buckets. */
final class HistogramCheck {
  private HistogramCheck() {}

  static boolean equal(FloatHistogram expected, FloatHistogram actual, double epsilon) {
    FloatHistogram a = expected.compact();
    FloatHistogram b = actual.compact();
    return sameBuckets(a.layout(), b.layout())
        && AlmostEqual.test(a.count(), b.count(), epsilon)
        && AlmostEqual.test(a.sum(), b.sum(), epsilon)
        && AlmostEqual.test(a.zeroCount(), b.zeroCount(), epsilon)
        && equal(a.buckets(), b.buckets(), epsilon);
  }

  private static boolean sameBuckets(HistogramLayout a, HistogramLayout b) {
    return a.schema() == b.schema()
        && a.zeroThreshold() == b.zeroThreshold()
        && (!a.isCustom() || Arrays.equals(a.customBounds(), b.customBounds()))
        && Arrays.equals(a.positiveSpans(), b.positiveSpans())
        && Arrays.equals(a.negativeSpans(), b.negativeSpans());
  }

  private static boolean equal(double[] a, double[] b, double epsilon) {
    for (int i = 0; i < a.length; i++) {
      if (!AlmostEqual.test(a[i], b[i], epsilon)) {
        return false;
      }
    }
    return a.length == b.length;
  }
}
