package io.promontory.rules.alert;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.print.Printer;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EvaluableRule;
import io.promontory.rules.eval.EvaluationTime;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.file.Rule;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Raises alerts, and keeps them:
 *
 * <pre>
 *   expression holds ──► pending ── for "for" ──► firing ── no longer, for "keep_firing_for" ──► resolved
 *                           └── no longer ──► gone                                        gone after 15 min
 * </pre>
 *
 * <p>Evaluated by one thread at a time, looked at by any.
 */
public final class AlertingRule implements EvaluableRule {
  /** How long it is remembered that an alert was resolved, so that it can be told again. */
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final Rule.Alerting definition;
  private final Labels labels;
  private final AlertLabels templates;
  private final String text;

  private final Object lock = new Object();
  private Map<Labels, ActiveAlert> alerts = new LinkedHashMap<>();
  private boolean restored;

  /**
   * @param labels those of the rule and of its group
   * @param restored false where timers of an earlier run have to be looked up before series of
   *     alerts are written
   */
  public AlertingRule(
      Rule.Alerting definition, Labels labels, AlertOrigin origin, boolean restored) {
    this.definition = definition;
    this.labels = labels;
    this.templates = new AlertLabels(definition.name(), labels, definition.annotations(), origin);
    this.text = Printer.print(definition.expr());
    this.restored = restored;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public Expr expr() {
    return definition.expr();
  }

  @Override
  public Labels labels() {
    return labels;
  }

  public Labels annotations() {
    return definition.annotations();
  }

  public Duration holdFor() {
    return definition.holdFor();
  }

  public Duration keepFiringFor() {
    return definition.keepFiringFor();
  }

  @Override
  public List<QueryValue.Sample> evaluate(EvaluationTime time, VectorQuery query, long limit)
      throws RuleFailure {
    Map<Labels, ActiveAlert> latest = new LinkedHashMap<>();
    for (QueryValue.Sample sample : query.at(text, time.sampleMs())) {
      ActiveAlert alert = templates.alert(sample, time, query);
      if (latest.put(alert.labels(), alert) != null) {
        throw new RuleFailure(
            "vector contains metrics with the same labelset after applying alert labels");
      }
    }
    synchronized (lock) {
      return advance(latest, time, limit);
    }
  }

  private List<QueryValue.Sample> advance(
      Map<Labels, ActiveAlert> latest, EvaluationTime time, long limit) throws RuleFailure {
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
    List<QueryValue.Sample> samples = new ArrayList<>();
    int active = 0;
    for (ActiveAlert known : alerts.values()) {
      ActiveAlert now = latest.get(known.labels());
      boolean raisedAgain = now != null && known.state() == AlertState.INACTIVE;
      ActiveAlert held = now == null ? absent(known, time.slot()) : known.refreshed(now);
      if (held != null && !raisedAgain) {
        next.put(held.labels(), held);
      }
    }
    latest.forEach(next::putIfAbsent);
    for (Map.Entry<Labels, ActiveAlert> entry : next.entrySet()) {
      ActiveAlert alert = entry.getValue();
      if (alert.state() == AlertState.INACTIVE) {
        continue;
      }
      active++;
      alert = timed(alert, time.slot());
      entry.setValue(alert);
      if (restored) {
        samples.add(AlertSeries.state(labels, alert, name(), time.sampleMs()));
        samples.add(AlertSeries.forState(labels, alert, name(), time.sampleMs()));
      }
    }
    if (limit > 0 && active > limit) {
      alerts = new LinkedHashMap<>();
      throw new RuleFailure("exceeded limit of " + limit + " with " + active + " alerts");
    }
    alerts = next;
    return samples;
  }

  /** What becomes of an alert for which the expression does not hold; null for nothing. */
  private @Nullable ActiveAlert absent(ActiveAlert alert, Instant slot) {
    if (alert.state() == AlertState.PENDING) {
      return null;
    }
    if (alert.state() == AlertState.FIRING) {
      Instant since = alert.keepFiringSince() == null ? slot : alert.keepFiringSince();
      boolean keeps =
          !definition.keepFiringFor().isZero()
              && Duration.between(since, slot).compareTo(definition.keepFiringFor()) < 0;
      return keeps ? alert.keptFiring(since) : alert.resolved(slot);
    }
    Instant resolved = alert.resolvedAt();
    boolean forgotten =
        resolved != null && Duration.between(resolved, slot).compareTo(REMEMBERED) > 0;
    return forgotten ? null : alert;
  }

  /** Pending or firing, by how long it is active. */
  private ActiveAlert timed(ActiveAlert alert, Instant slot) {
    boolean held = Duration.between(alert.activeAt(), slot).compareTo(definition.holdFor()) >= 0;
    if (alert.state() == AlertState.PENDING && held) {
      return alert.fired(slot);
    }
    return alert.state() == AlertState.FIRING && !held ? alert.pendingAgain() : alert;
  }

  /** The alerts that are pending or firing. */
  public List<ActiveAlert> active() {
    synchronized (lock) {
      return alerts.values().stream().filter(ActiveAlert::isActive).toList();
    }
  }

  /** The alerts that somebody has to be told of now; they count as told. */
  public List<ActiveAlert> due(Instant slot, Duration resendDelay) {
    synchronized (lock) {
      List<ActiveAlert> due = new ArrayList<>();
      alerts.replaceAll(
          (key, alert) -> {
            if (!alert.needsSending(slot, resendDelay)) {
              return alert;
            }
            due.add(alert.sent(slot));
            return alert.sent(slot);
          });
      return due;
    }
  }

  /** Takes over the alerts of a rule that this one replaces. */
  public void continueFrom(AlertingRule earlier) {
    Map<Labels, ActiveAlert> taken;
    synchronized (earlier.lock) {
      taken = new LinkedHashMap<>(earlier.alerts);
    }
    synchronized (lock) {
      alerts = taken;
    }
  }

  /** Whether timers of an earlier run were looked up. */
  public boolean isRestored() {
    synchronized (lock) {
      return restored;
    }
  }

  /** Changes the alerts once by what an earlier run left, and writes series from now on. */
  public void restore(UnaryOperator<ActiveAlert> change) {
    synchronized (lock) {
      alerts.replaceAll((key, alert) -> change.apply(alert));
      restored = true;
    }
  }
}
