package io.promontory.frontend.config;

import java.time.Duration;

/** How many requests a port takes, by the words of Prometheus' web configuration. */
@Section
@Doc("How many requests a port takes, whoever asks; the others are answered with status 429.")
public final class RateLimitSection {
  @Doc("Time after which one more request is taken; 0 for no limit.")
  private Duration interval = Duration.ZERO;

  @Doc("Requests that are taken at once after a pause; at least 1 with an interval.")
  private int burst;

  public Duration interval() {
    return interval;
  }

  public int burst() {
    return burst;
  }

  /** Whether another says the same. */
  public boolean isSameAs(RateLimitSection other) {
    return interval.equals(other.interval) && burst == other.burst;
  }

  /** Whether there is a limit. */
  public boolean isOn() {
    return !interval.isZero();
  }
}
