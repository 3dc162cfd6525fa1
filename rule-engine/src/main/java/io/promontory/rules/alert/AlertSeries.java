package io.promontory.rules.alert;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;

/** The series that tell of alerts: {@code ALERTS} and {@code ALERTS_FOR_STATE}. */
public final class AlertSeries {
  /** 1 while an alert is active, with its state as a label. */
  public static final String ALERTS = "ALERTS";

  /** Since when an alert is active, in seconds since the epoch. */
  public static final String FOR_STATE = "ALERTS_FOR_STATE";

  static final String ALERT_NAME = "alertname";
  private static final String STATE = "alertstate";

  private AlertSeries() {}

  static QueryValue.Sample state(Labels rule, ActiveAlert alert, String name, long atMs) {
    LabelsBuilder labels = labels(rule, alert.labels(), ALERTS, name);
    return new QueryValue.Sample(labels.set(STATE, alert.state().text()).build(), atMs, 1);
  }

  static QueryValue.Sample forState(Labels rule, ActiveAlert alert, String name, long atMs) {
    return new QueryValue.Sample(
        labels(rule, alert.labels(), FOR_STATE, name).build(),
        atMs,
        alert.activeAt().getEpochSecond());
  }

  private static LabelsBuilder labels(Labels rule, Labels alert, String metric, String name) {
    LabelsBuilder labels = new LabelsBuilder(rule);
    for (int i = 0; i < alert.size(); i++) {
      labels.set(alert.name(i), alert.value(i));
    }
    return labels.set(Labels.METRIC_NAME, metric).set(ALERT_NAME, name);
  }
}
