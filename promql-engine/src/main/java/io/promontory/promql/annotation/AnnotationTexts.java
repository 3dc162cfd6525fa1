package io.promontory.promql.annotation;

import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoStrings;

/**
 * The texts of annotations about float samples, as Prometheus words them, without prefix and
 * position. A metric name is empty where unknown.
 */
public final class AnnotationTexts {
  public static final String SORT_IN_RANGE_QUERY =
      "sort is ineffective for range queries since results are always ordered by labels";

  static final String FORCED_MONOTONICITY =
      "input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

  private AnnotationTexts() {}

  /** Warning: a quantile outside 0..1. */
  public static String invalidQuantile(double q) {
    return "quantile value should be between 0 and 1, got " + GoFloats.general(q);
  }

  /** Warning: a ratio outside -1..1, and what it was taken for. */
  public static String invalidRatio(double ratio, double used) {
    return "ratio value should be between -1 and 1, got "
        + GoFloats.general(ratio)
        + ", capping to "
        + GoFloats.general(used);
  }

  /** Warning: a bucket series whose {@code le} is no number. */
  public static String badBucketLabel(String metricName, String le) {
    return withMetricName(
        "bucket label \"le\" is missing or has a malformed value of " + GoStrings.quote(le),
        metricName);
  }

  /** Info: rate or increase of something not named like a counter. */
  public static String possibleNonCounter(String metricName) {
    return "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
        + GoStrings.quote(metricName);
  }

  /** Info: rate or increase of something not typed as a counter. */
  public static String possibleNonCounterType(String metricName, String typeLabel) {
    return "metric might not be a counter, __type__ label is not set to \"counter\" or"
        + " \"histogram\", got "
        + GoStrings.quote(typeLabel)
        + ": "
        + GoStrings.quote(metricName);
  }

  /** Warning: a sample says that its counter began before the sample before it. */
  static String startTimeOverlap(String metricName) {
    return "sample has start time that overlaps with previous sample timestamp for metric "
        + GoStrings.quote(metricName);
  }

  static String withMetricName(String text, String metricName) {
    return metricName.isEmpty() ? text : text + " for metric name " + GoStrings.quote(metricName);
  }
}
