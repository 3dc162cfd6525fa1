package io.promontory.rules.file;

import io.promontory.promql.ast.Expr;
import io.promontory.series.labels.Labels;
import java.time.Duration;

/** One rule. Labels are those of the rule itself, without its group's. */
public sealed interface Rule {
  /** Name of the metric or of the alert. */
  String name();

  Expr expr();

  Labels labels();

  /** Writes the value of an expression as a metric. */
  record Recording(String name, Expr expr, Labels labels) implements Rule {}

  /**
   * Raises an alert for each series of an expression.
   *
   * @param holdFor how long the expression must hold before the alert fires
   * @param keepFiringFor how long it fires on after the expression ceased to hold
   * @param labels values are templates
   * @param annotations values are templates
   */
  record Alerting(
      String name,
      Expr expr,
      Duration holdFor,
      Duration keepFiringFor,
      Labels labels,
      Labels annotations)
      implements Rule {}
}
