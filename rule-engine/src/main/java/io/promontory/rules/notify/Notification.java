package io.promontory.rules.notify;

import io.promontory.promql.print.Printer;
import io.promontory.rules.alert.ActiveAlert;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.series.labels.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * What an Alertmanager is told of an alert.
 *
 * @param labels what tells the alert from others
 * @param startsAt when it fired
 * @param endsAt when it was resolved; of one that fires, when to take it for resolved if nothing
 *     more is heard of it
 * @param generatorUrl of a page that shows the rule's expression
 */
public record Notification(
    Labels labels, Labels annotations, Instant startsAt, Instant endsAt, String generatorUrl) {
  /** How many notifications may get lost before a firing alert is taken for resolved. */
  private static final int PATIENCE = 4;

  /**
   * Of an alert that is firing or resolved.
   *
   * @param interval between evaluations of the rule
   * @param resendDelay between notifications of an alert that does not change
   */
  static Notification of(
      AlertingRule rule,
      ActiveAlert alert,
      Instant slot,
      Duration interval,
      Duration resendDelay,
      String externalUrl) {
    Duration longer = interval.compareTo(resendDelay) > 0 ? interval : resendDelay;
    Instant fired = alert.firedAt();
    Instant resolved = alert.resolvedAt();
    String expression =
        URLEncoder.encode(Printer.print(rule.expr()), StandardCharsets.UTF_8)
            .replace("*", "%2A")
            .replace("%7E", "~");
    return new Notification(
        alert.labels(),
        alert.annotations(),
        fired == null ? alert.activeAt() : fired,
        resolved == null ? slot.plus(longer.multipliedBy(PATIENCE)) : resolved,
        externalUrl + "/graph?g0.expr=" + expression + "&g0.tab=1");
  }

  Notification withLabels(Labels other) {
    return new Notification(other, annotations, startsAt, endsAt, generatorUrl);
  }
}
