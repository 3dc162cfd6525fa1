package io.promontory.promql.annotation;

import io.promontory.promql.ast.Span;

/**
 * Collects the annotations of one query. Texts come without the prefix ({@code PromQL warning: })
 * and without the position; equal texts are kept once. Safe for concurrent use, and independent of
 * the order of calls.
 */
public interface Annotations {
  void warning(String text, Span position);

  void info(String text, Span position);

  /**
   * Notes that the buckets of a classic histogram had to be made monotonic; notes about one metric
   * merge into one, with the widest bucket range, the largest difference, the number of notes and
   * their time span.
   *
   * @param metricName empty where unknown
   * @param timeMs evaluation time, ms
   * @param minBucket lowest upper bound that was changed
   * @param maxBucket highest upper bound that was changed
   * @param maxDifference largest change of a count
   */
  void forcedMonotonicity(
      String metricName,
      long timeMs,
      double minBucket,
      double maxBucket,
      double maxDifference,
      Span position);

  /**
   * Notes that samples say their counter began before the sample before them; notes about one
   * metric merge into one that counts them.
   *
   * @param metricName empty where unknown
   */
  void startTimeOverlap(String metricName, Span position);
}
