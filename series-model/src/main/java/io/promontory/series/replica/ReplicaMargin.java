package io.promontory.series.replica;

import io.promontory.series.store.SelectRequest;

/**
 * How much earlier than asked those read who bring replicas together, so that what {@link
 * ReplicaMerge} decides does not depend on where a request starts. {@link ReplicaDecoder} cuts it
 * off again.
 */
public final class ReplicaMargin {
  /**
   * In ms: enough for scrapes up to 100 s apart. Where they are farther apart, and where one or two
   * samples stand alone between holes as long, samples near the start of a range may depend on it.
   */
  public static final long MS = 300_000;

  /** How far apart scrapes may be for {@link #MS} to be enough; ms. */
  static final long WIDEST_MS = MS / 3;

  private ReplicaMargin() {}

  /** The same request with its margin; where no samples are asked for, as it is. */
  public static SelectRequest before(SelectRequest request) {
    return request.skipChunks()
        ? request
        : request.withTimes(before(request.minTime()), request.maxTime());
  }

  /** The time from which on to read; ms. */
  static long before(long minTime) {
    return minTime < Long.MIN_VALUE + MS ? Long.MIN_VALUE : minTime - MS;
  }
}
