package io.promontory.rules.alert;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.AlertState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert at one moment. All times are slots of evaluations.
 *
 * @param labels what tells it from others
 * @param value of the sample that raised it last
 * @param activeAt since when the expression holds
 * @param firedAt null while it is pending
 * @param keepFiringSince since when it fires although the expression does not hold; null where it
 *     does
 * @param resolvedAt null while it is active
 * @param lastSentAt null where nobody was told
 */
public record ActiveAlert(
    Labels labels,
    Labels annotations,
    AlertState state,
    double value,
    Instant activeAt,
    @Nullable Instant firedAt,
    @Nullable Instant keepFiringSince,
    @Nullable Instant resolvedAt,
    @Nullable Instant lastSentAt) {
  static ActiveAlert pending(Labels labels, Labels annotations, double value, Instant slot) {
    return new ActiveAlert(
        labels, annotations, AlertState.PENDING, value, slot, null, null, null, null);
  }

  /** The expression holds still, with another value. */
  ActiveAlert refreshed(ActiveAlert latest) {
    return new ActiveAlert(
        labels,
        latest.annotations,
        state,
        latest.value,
        activeAt,
        firedAt,
        null,
        resolvedAt,
        lastSentAt);
  }

  ActiveAlert fired(Instant slot) {
    return new ActiveAlert(
        labels,
        annotations,
        AlertState.FIRING,
        value,
        activeAt,
        slot,
        keepFiringSince,
        resolvedAt,
        lastSentAt);
  }

  /** Not long enough active for a longer {@code for}. */
  ActiveAlert pendingAgain() {
    return new ActiveAlert(
        labels, annotations, AlertState.PENDING, value, activeAt, null, null, resolvedAt, null);
  }

  ActiveAlert keptFiring(Instant since) {
    return new ActiveAlert(
        labels, annotations, state, value, activeAt, firedAt, since, resolvedAt, lastSentAt);
  }

  ActiveAlert resolved(Instant slot) {
    return new ActiveAlert(
        labels,
        annotations,
        AlertState.INACTIVE,
        value,
        activeAt,
        firedAt,
        keepFiringSince,
        slot,
        lastSentAt);
  }

  ActiveAlert activeSince(Instant time) {
    return new ActiveAlert(
        labels, annotations, state, value, time, firedAt, keepFiringSince, resolvedAt, lastSentAt);
  }

  ActiveAlert sent(Instant slot) {
    return new ActiveAlert(
        labels, annotations, state, value, activeAt, firedAt, keepFiringSince, resolvedAt, slot);
  }

  /** Whether somebody has to be told, or told again. */
  boolean needsSending(Instant slot, Duration resendDelay) {
    if (state == AlertState.PENDING) {
      return false;
    }
    Instant sent = lastSentAt;
    if (sent == null || (resolvedAt != null && resolvedAt.isAfter(sent))) {
      return true;
    }
    return sent.plus(resendDelay).isBefore(slot);
  }

  boolean isActive() {
    return resolvedAt == null;
  }
}
