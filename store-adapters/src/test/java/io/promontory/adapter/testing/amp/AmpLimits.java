package io.promontory.adapter.testing.amp;

import java.time.Duration;

/**
 * What a workspace does not exceed.
 *
 * @param maxRange longest time that one query may look at; from there on to {@code maxLongRange}
 *     only range queries may
 * @param maxLongRange longest time that a range query may look at
 * @param maxSamples most samples that one query may process
 * @param maxSeries most series of an answer
 * @param maxBytes most bytes of an answer
 * @param queriesPerSecond most queries
 * @param lookupsPerSecond most calls for series, labels and metadata together
 * @param maxConcurrency most calls at the same time
 */
public record AmpLimits(
    Duration maxRange,
    Duration maxLongRange,
    long maxSamples,
    int maxSeries,
    long maxBytes,
    int queriesPerSecond,
    int lookupsPerSecond,
    int maxConcurrency) {
  /** The quotas of a workspace as they are unless raised. */
  public static final AmpLimits USUAL =
      new AmpLimits(
          Duration.ofDays(32), Duration.ofDays(95), 50_000_000, 1_000_000, 5L << 30, 300, 10, 1000);

  /** So wide that no test meets them, but for the length of queries. */
  public static final AmpLimits WIDE =
      new AmpLimits(
          Duration.ofDays(32),
          Duration.ofDays(95),
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  public AmpLimits withMaxRange(Duration usual, Duration longest) {
    return new AmpLimits(
        usual,
        longest,
        maxSamples,
        maxSeries,
        maxBytes,
        queriesPerSecond,
        lookupsPerSecond,
        maxConcurrency);
  }

  public AmpLimits withMaxSamples(long samples) {
    return new AmpLimits(
        maxRange,
        maxLongRange,
        samples,
        maxSeries,
        maxBytes,
        queriesPerSecond,
        lookupsPerSecond,
        maxConcurrency);
  }

  public AmpLimits withMaxSeries(int series) {
    return new AmpLimits(
        maxRange,
        maxLongRange,
        maxSamples,
        series,
        maxBytes,
        queriesPerSecond,
        lookupsPerSecond,
        maxConcurrency);
  }

  public AmpLimits withMaxBytes(long bytes) {
    return new AmpLimits(
        maxRange,
        maxLongRange,
        maxSamples,
        maxSeries,
        bytes,
        queriesPerSecond,
        lookupsPerSecond,
        maxConcurrency);
  }

  public AmpLimits withRates(int queries, int lookups, int concurrency) {
    return new AmpLimits(
        maxRange, maxLongRange, maxSamples, maxSeries, maxBytes, queries, lookups, concurrency);
  }
}
