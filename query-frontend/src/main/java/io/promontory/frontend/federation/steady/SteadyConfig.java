package io.promontory.frontend.federation.steady;

import java.time.Duration;

/**
 * How an endpoint is treated.
 *
 * @param timeout longest time for one answer; calls that take that long count as failures
 * @param maxConcurrency queries that ask it at the same time; more of them wait
 * @param maxQueued queries that wait; more of them are refused
 * @param maxRetries further tries of a call that could not begin
 * @param breakerFailures failures in a row after which it is left out
 * @param breakerPause for how long at first; doubled with each failed try, up to 15 s
 */
public record SteadyConfig(
    Duration timeout,
    int maxConcurrency,
    int maxQueued,
    int maxRetries,
    int breakerFailures,
    Duration breakerPause) {
  public static final int DEFAULT_MAX_CONCURRENCY = 64;
  public static final int DEFAULT_MAX_QUEUED = 1000;
  public static final int DEFAULT_MAX_RETRIES = 2;
  public static final int DEFAULT_BREAKER_FAILURES = 5;
  public static final Duration DEFAULT_BREAKER_PAUSE = Duration.ofSeconds(5);

  /** All defaults. */
  public static SteadyConfig of(Duration timeout) {
    return new SteadyConfig(
        timeout,
        DEFAULT_MAX_CONCURRENCY,
        DEFAULT_MAX_QUEUED,
        DEFAULT_MAX_RETRIES,
        DEFAULT_BREAKER_FAILURES,
        DEFAULT_BREAKER_PAUSE);
  }

  public SteadyConfig withLimits(int concurrency, int queued, int retries) {
    return new SteadyConfig(timeout, concurrency, queued, retries, breakerFailures, breakerPause);
  }

  public SteadyConfig withBreaker(int failures, Duration pause) {
    return new SteadyConfig(timeout, maxConcurrency, maxQueued, maxRetries, failures, pause);
  }
}
