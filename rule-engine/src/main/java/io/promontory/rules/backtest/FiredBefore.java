package io.promontory.rules.backtest;

import io.promontory.series.labels.Labels;
import java.time.Instant;

/**
 * A time that an alert of that name did fire, as the stores remember.
 *
 * @param labels without its name and state
 * @param from the first slot at which it fired
 * @param to the first at which it no longer did, or the end of the back-test
 */
public record FiredBefore(Labels labels, Instant from, Instant to) {}
