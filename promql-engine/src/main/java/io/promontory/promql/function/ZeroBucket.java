package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;

/** On which side of zero the zero bucket of a histogram really lies. */
final class ZeroBucket {
  private ZeroBucket() {}

  static boolean hasOnlyPositive(FloatHistogram histogram) {
    return histogram.layout().negativeBuckets() == 0 && histogram.layout().positiveBuckets() > 0;
  }

  static boolean hasOnlyNegative(FloatHistogram histogram) {
    return histogram.layout().positiveBuckets() == 0 && histogram.layout().negativeBuckets() > 0;
  }
}
