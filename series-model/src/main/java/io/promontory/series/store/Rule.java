package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A rule that a store evaluates, and how that went. */
public sealed interface Rule {
  /** Of the alert or the series made. */
  String name();

  /** The expression. */
  String query();

  /** That the rule adds; templates as they are written. */
  Labels labels();

  /** {@code ok}, {@code err} or {@code unknown}. */
  String health();

  /** Empty where the last evaluation went well. */
  String lastError();

  /** How long the last evaluation took, s. */
  double evaluationSeconds();

  /** In year 1 where there was none. */
  Instant lastEvaluation();

  /** The same rule, its label sets and those of its alerts changed. */
  Rule relabelled(UnaryOperator<Labels> change);

  /** A rule that makes series. */
  record Recording(
      String name,
      String query,
      Labels labels,
      String health,
      String lastError,
      double evaluationSeconds,
      Instant lastEvaluation)
      implements Rule {
    @Override
    public Recording relabelled(UnaryOperator<Labels> change) {
      return new Recording(
          name, query, change.apply(labels), health, lastError, evaluationSeconds, lastEvaluation);
    }
  }

  /**
   * A rule that makes alerts.
   *
   * @param holdSeconds how long the condition must hold, s ({@code for})
   * @param keepFiringSeconds how long it fires on, s ({@code keep_firing_for})
   * @param annotations templates as they are written
   */
  record Alerting(
      AlertState state,
      String name,
      String query,
      double holdSeconds,
      double keepFiringSeconds,
      Labels labels,
      Labels annotations,
      List<Alert> alerts,
      String health,
      String lastError,
      double evaluationSeconds,
      Instant lastEvaluation)
      implements Rule {
    public Alerting {
      alerts = List.copyOf(alerts);
    }

    @Override
    public Alerting relabelled(UnaryOperator<Labels> change) {
      return with(
          change.apply(labels),
          alerts.stream().map(a -> a.withLabels(change.apply(a.labels()))).toList());
    }

    /** The same rule without its alerts. */
    public Alerting withoutAlerts() {
      return with(labels, List.of());
    }

    private Alerting with(Labels otherLabels, List<Alert> otherAlerts) {
      return new Alerting(
          state,
          name,
          query,
          holdSeconds,
          keepFiringSeconds,
          otherLabels,
          annotations,
          otherAlerts,
          health,
          lastError,
          evaluationSeconds,
          lastEvaluation);
    }
  }
}
