package io.promontory.series.text.openmetrics;

import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;

/** Types of metric families, as {@code # TYPE} lines name them. */
enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  GAUGEHISTOGRAM,
  SUMMARY,
  INFO,
  STATESET,
  UNKNOWN;

  /** The value of a label as it is kept: bounds and quantiles in one form, {@code 1.0} not 1. */
  String normal(String label, String value) {
    boolean number =
        (this == HISTOGRAM && label.equals("le")) || (this == SUMMARY && label.equals("quantile"));
    if (!number) {
      return value;
    }
    try {
      return GoFloats.openMetrics(GoNumbers.parseFloat(value));
    } catch (TextFormatException e) {
      return value;
    }
  }
}
