package io.promontory.adapter.managed;

import io.promontory.adapter.api.AnswerCaps;
import java.time.Duration;

/**
 * What an endpoint takes. The defaults are below the quotas of Amazon Managed Service for
 * Prometheus.
 *
 * @param maxWindow longest window of a raw read; a shorter one is found where an answer is refused
 *     as too large
 * @param maxRange longest range of a question with steps
 * @param maxSteps most steps of a series in one answer
 * @param maxConcurrentRequests requests under way at once
 * @param queriesPerSecond of {@code query} and {@code query_range}
 * @param labelCallsPerSecond of label names, label values, series and metadata together
 * @param maxRetries further tries of a request that is told to come again, or not let in
 * @param caps how much one answer holds at most
 */
public record EndpointLimits(
    Duration maxWindow,
    Duration maxRange,
    int maxSteps,
    int maxConcurrentRequests,
    double queriesPerSecond,
    double labelCallsPerSecond,
    int maxRetries,
    AnswerCaps caps) {
  public static final EndpointLimits DEFAULT =
      new EndpointLimits(
          Duration.ofHours(24), Duration.ofDays(31), 11_000, 16, 200, 8, 4, AnswerCaps.NONE);

  public EndpointLimits {
    if (maxWindow.toMillis() <= 0 || maxRange.toMillis() <= 0 || maxSteps < 1) {
      throw new IllegalArgumentException("windows, ranges and steps must be positive");
    }
    if (maxConcurrentRequests < 1 || !(queriesPerSecond > 0) || !(labelCallsPerSecond > 0)) {
      throw new IllegalArgumentException("numbers and rates of requests must be positive");
    }
  }

  public EndpointLimits withMaxWindow(Duration window) {
    return new EndpointLimits(
        window,
        maxRange,
        maxSteps,
        maxConcurrentRequests,
        queriesPerSecond,
        labelCallsPerSecond,
        maxRetries,
        caps);
  }

  public EndpointLimits withRates(double queries, double labelCalls) {
    return new EndpointLimits(
        maxWindow,
        maxRange,
        maxSteps,
        maxConcurrentRequests,
        queries,
        labelCalls,
        maxRetries,
        caps);
  }

  public EndpointLimits withCaps(AnswerCaps newCaps) {
    return new EndpointLimits(
        maxWindow,
        maxRange,
        maxSteps,
        maxConcurrentRequests,
        queriesPerSecond,
        labelCallsPerSecond,
        maxRetries,
        newCaps);
  }
}
