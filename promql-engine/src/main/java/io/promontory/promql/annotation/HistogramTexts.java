package io.promontory.promql.annotation;

import static io.promontory.promql.annotation.AnnotationTexts.withMetricName;

import io.promontory.series.text.GoStrings;
import java.util.Locale;

/**
 * The texts of annotations about native histograms, as Prometheus words them, without prefix and
 * position. A metric name is empty where unknown.
 */
public final class HistogramTexts {
  /** Warning: a group of {@code sum} or {@code avg} has both kinds of samples. */
  public static final String MIXED_AGGREGATION =
      "encountered a mix of histograms and floats for aggregation";

  /** What was done to histograms when something had to be noted. */
  public enum Operation {
    ADDITION,
    SUBTRACTION,
    AGGREGATION;

    private final String text = name().toLowerCase(Locale.ROOT);
  }

  private HistogramTexts() {}

  /** Warning: floats and histograms in the windows of one series. */
  public static String mixedWithFloats(String metricName) {
    return "encountered a mix of histograms and floats for metric name "
        + GoStrings.quote(metricName);
  }

  /** Info: a function of floats passed over the histograms of a window. */
  public static String ignoredInRange(String metricName) {
    return "ignored histograms in a range containing both floats and histograms for metric name "
        + GoStrings.quote(metricName);
  }

  /** Warning: a function of counters met a gauge histogram. */
  public static String notCounter(String metricName) {
    return "this native histogram metric is not a counter: " + GoStrings.quote(metricName);
  }

  /** Warning: a function of gauges met a histogram that is none. */
  public static String notGauge(String metricName) {
    return "this native histogram metric is not a gauge: " + GoStrings.quote(metricName);
  }

  /** Warning: exponential and custom buckets cannot be reconciled. */
  public static String mixedSchemas(String metricName) {
    return "vector contains a mix of histograms with exponential and custom buckets schemas for"
        + " metric name "
        + GoStrings.quote(metricName);
  }

  /** Warning: one histogram is known to follow a reset, another one to follow none. */
  public static String conflictingResets(Operation operation) {
    return "conflicting counter resets during histogram " + operation.text;
  }

  /** Info: custom bounds differed, and those they have in common were kept. */
  public static String reconciledBounds(Operation operation) {
    return "mismatched custom buckets were reconciled during " + operation.text;
  }

  /** Info: an aggregation that only knows floats met a histogram. */
  public static String ignoredInAggregation(String aggregation) {
    return "ignored histogram in " + aggregation + " aggregation";
  }

  /** Warning: classic buckets and a native histogram of the same labels. */
  public static String mixedClassicAndNative(String metricName) {
    return withMetricName("vector contains a mix of classic and native histograms", metricName);
  }

  /**
   * Info: an operator has no meaning for these kinds of samples.
   *
   * @param left {@code float} or {@code histogram}
   * @param right {@code float} or {@code histogram}
   */
  public static String incompatibleTypes(String left, String operator, String right) {
    return "incompatible sample types encountered for binary operator \""
        + operator
        + "\": "
        + left
        + " "
        + operator
        + " "
        + right;
  }

  /** Warning: an operator on histograms with exponential and with custom buckets. */
  public static String incompatibleLayouts(String operator) {
    return "incompatible bucket layout encountered for binary operator " + operator;
  }

  /** Info: the rank of a quantile lies among observations of NaN. */
  public static String quantileAmongNaN(String metricName) {
    return withMetricName(
        "input to histogram_quantile has NaN observations, result is NaN", metricName);
  }

  /** Info: observations of NaN count as above all others. */
  public static String quantileSkewedByNaN(String metricName) {
    return withMetricName(
        "input to histogram_quantile has NaN observations, result is skewed higher", metricName);
  }

  /** Info: observations of NaN are in no fraction. */
  public static String fractionWithoutNaN(String metricName) {
    return withMetricName(
        "input to histogram_fraction has NaN observations, which are excluded from all fractions",
        metricName);
  }
}
