package io.promontory.promql.parse;

import io.promontory.series.histogram.FloatHistogram;

/** One position of a described series. */
public sealed interface DescribedValue {
  /** No sample. */
  record Gap() implements DescribedValue {}

  /** A float; may be the stale marker. */
  record Number(double value) implements DescribedValue {}

  /**
   * A native histogram.
   *
   * @param hintWritten true where the text names the hint, which only then is to be compared
   */
  record Histogram(FloatHistogram histogram, boolean hintWritten) implements DescribedValue {}
}
