package io.promontory.rules.backtest;

import io.promontory.series.labels.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that an alert would have fired. All times are slots of its group.
 *
 * @param labels what tells the alert from others of its rule
 * @param annotations those of its first notification
 * @param activeAt since when the expression held; not before the back-test began to look
 * @param resolvedAt null where it still fires at the end
 * @param value of the expression when it fired
 */
public record Episode(
    Labels labels,
    Labels annotations,
    Instant activeAt,
    Instant firedAt,
    @Nullable Instant resolvedAt,
    double value) {
  Episode resolved(Instant at) {
    return new Episode(labels, annotations, activeAt, firedAt, at, value);
  }
}
