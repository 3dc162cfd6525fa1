package io.promontory.rules.group;

import io.promontory.promql.print.Printer;
import io.promontory.rules.alert.ActiveAlert;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.RuleHealth;
import io.promontory.rules.eval.RuleTask;
import io.promontory.series.store.Alert;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.text.GoFloats;
import java.time.Duration;
import java.util.List;

/** Groups as stores tell of theirs. */
public final class RuleReport {
  private static final double NANOS = 1e9;

  private RuleReport() {}

  public static RuleGroup of(LiveGroup group) {
    return new RuleGroup(
        group.key().file(),
        group.key().name(),
        group.tasks().stream().map(RuleReport::rule).toList(),
        seconds(group.terms().interval()),
        group.terms().limit(),
        seconds(group.lastDuration()),
        group.lastEvaluation(),
        group.terms().strictness());
  }

  private static Rule rule(RuleTask task) {
    RuleHealth health = task.health();
    String query = Printer.print(task.rule().expr());
    if (task.rule() instanceof AlertingRule alerting) {
      List<Alert> alerts = alerting.active().stream().map(RuleReport::alert).toList();
      return new Rule.Alerting(
          state(alerts, health),
          alerting.name(),
          query,
          seconds(alerting.holdFor()),
          seconds(alerting.keepFiringFor()),
          alerting.labels(),
          alerting.annotations(),
          alerts,
          health.text(),
          health.lastError(),
          seconds(health.duration()),
          health.at());
    }
    return new Rule.Recording(
        task.rule().name(),
        query,
        task.rule().labels(),
        health.text(),
        health.lastError(),
        seconds(health.duration()),
        health.at());
  }

  private static AlertState state(List<Alert> alerts, RuleHealth health) {
    if (health.at().equals(RuleHealth.NEVER)) {
      return AlertState.UNKNOWN;
    }
    AlertState most = AlertState.INACTIVE;
    for (Alert alert : alerts) {
      most = alert.state().compareTo(most) > 0 ? alert.state() : most;
    }
    return most;
  }

  private static Alert alert(ActiveAlert alert) {
    return new Alert(
        alert.labels(),
        alert.annotations(),
        alert.state(),
        alert.activeAt(),
        alert.keepFiringSince(),
        GoFloats.exponent(alert.value()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
