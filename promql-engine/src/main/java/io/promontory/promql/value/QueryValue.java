package io.promontory.promql.value;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a query. Times are ms since the epoch. */
public sealed interface QueryValue {
  /** One number. */
  record Scalar(long timestampMs, double value) implements QueryValue {}

  /** One string; bytes that are no UTF-8 as in {@link io.promontory.promql.ast.StringLiteral}. */
  record Text(long timestampMs, String value) implements QueryValue {}

  /** Samples of one instant; ordered where the expression orders, else by label set. */
  record Vector(List<Sample> samples) implements QueryValue {}

  /** Series of points, sorted by label set. */
  record Matrix(List<PointSeries> series) implements QueryValue {}

  /**
   * One element of an instant vector.
   *
   * @param histogram null where the element is a float, else its value means nothing
   */
  record Sample(Labels labels, long timestampMs, double value, @Nullable FloatHistogram histogram) {
    /** A float. */
    public Sample(Labels labels, long timestampMs, double value) {
      this(labels, timestampMs, value, null);
    }
  }
}
