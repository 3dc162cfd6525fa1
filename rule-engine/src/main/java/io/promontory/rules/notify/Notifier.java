package io.promontory.rules.notify;

import io.promontory.rules.alert.ActiveAlert;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hands alerts that are due to all groups of Alertmanagers. Safe for concurrent use. */
public final class Notifier implements AlertListener {
  private record Current(NotifyTerms terms, List<AlertmanagerGroup> groups) {}

  private volatile Current current;

  public Notifier(NotifyTerms terms) {
    this.current = new Current(terms, List.of());
  }

  /** Puts other terms and groups in force. */
  public void update(NotifyTerms terms, List<AlertmanagerGroup> groups) {
    current = new Current(terms, List.copyOf(groups));
  }

  @Override
  public void evaluated(AlertingRule rule, Instant slot, Duration interval) {
    Current now = current;
    NotifyTerms terms = now.terms;
    if (now.groups.stream().allMatch(AlertmanagerGroup::isEmpty)) {
      return; // not told yet, so due as soon as there is somebody
    }
    List<ActiveAlert> due = rule.due(slot, terms.resendDelay());
    if (due.isEmpty()) {
      return;
    }
    List<Notification> notifications =
        due.stream()
            .map(
                alert ->
                    Notification.of(
                        rule, alert, slot, interval, terms.resendDelay(), terms.externalUrl()))
            .map(made -> made.withLabels(withExternal(made.labels(), terms.externalLabels())))
            .toList();
    List<Notification> kept = Relabeled.of(notifications, terms.relabeling());
    if (!kept.isEmpty()) {
      now.groups.forEach(group -> group.send(kept));
    }
  }

  private static Labels withExternal(Labels labels, Labels external) {
    if (external.isEmpty()) {
      return labels;
    }
    LabelsBuilder builder = new LabelsBuilder(external);
    for (int i = 0; i < labels.size(); i++) {
      builder.set(labels.name(i), labels.value(i));
    }
    return builder.build();
  }
}
