package io.promontory.rules.unittest;

import io.promontory.series.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A file of tests.
 *
 * @param ruleFiles paths and globs, relative to the file
 * @param groupOrder names of groups in the order in which they are evaluated; others come first
 * @param fuzzy whether floats may differ in the last bit
 */
public record TestFile(
    List<String> ruleFiles,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean fuzzy,
    List<Case> cases) {
  /**
   * One test: series, and what is expected of the rules over them.
   *
   * @param name empty where it has none
   * @param interval between samples of the series
   * @param start time of the first sample
   * @param externalUrl empty where it has none
   */
  public record Case(
      String name,
      Duration interval,
      Instant start,
      List<InputSeries> series,
      List<AlertTest> alerts,
      List<ExpressionTest> expressions,
      Labels externalLabels,
      String externalUrl) {
    /** The last time at which something is expected, after the start. */
    Duration last() {
      Duration last = Duration.ZERO;
      for (AlertTest test : alerts) {
        last = test.at().compareTo(last) > 0 ? test.at() : last;
      }
      for (ExpressionTest test : expressions) {
        last = test.at().compareTo(last) > 0 ? test.at() : last;
      }
      return last;
    }
  }

  /** A series in the notation of tests. */
  public record InputSeries(String series, String values) {}

  /** The alerts of a name that fire at a time after the start. */
  public record AlertTest(Duration at, String alert, List<ExpectedAlert> expected) {}

  /** An alert that fires; its own name is not among the labels. */
  public record ExpectedAlert(Labels labels, Labels annotations) {}

  /** The samples of an expression at a time after the start. */
  public record ExpressionTest(Duration at, String expression, List<ExpectedSample> expected) {}

  /**
   * A sample.
   *
   * @param labels in the notation of selectors
   * @param histogram in the notation of tests; empty where the sample is a float
   */
  public record ExpectedSample(String labels, double value, String histogram) {}
}
