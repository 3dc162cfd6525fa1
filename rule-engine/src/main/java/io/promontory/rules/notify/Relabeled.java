package io.promontory.rules.notify;

import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.util.ArrayList;
import java.util.List;

/** Notifications with the labels that rules make of theirs. */
final class Relabeled {
  private Relabeled() {}

  /** Those that are not dropped; a rule drops an alert too by leaving it no label. */
  static List<Notification> of(List<Notification> notifications, Relabeling rules) {
    if (rules.isEmpty()) {
      return notifications;
    }
    List<Notification> kept = new ArrayList<>(notifications.size());
    for (Notification notification : notifications) {
      Labels labels = rules.apply(notification.labels());
      if (labels != null && !labels.isEmpty()) {
        kept.add(notification.withLabels(labels));
      }
    }
    return kept;
  }
}
