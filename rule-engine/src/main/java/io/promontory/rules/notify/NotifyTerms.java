package io.promontory.rules.notify;

import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.time.Duration;

/**
 * What holds for all notifications.
 *
 * @param externalLabels of alerts that lack them
 * @param relabeling of alerts, after that
 * @param resendDelay between notifications of an alert that does not change
 * @param externalUrl where users reach this server, without a slash at its end
 */
public record NotifyTerms(
    Labels externalLabels, Relabeling relabeling, Duration resendDelay, String externalUrl) {}
