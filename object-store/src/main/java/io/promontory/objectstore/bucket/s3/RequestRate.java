package io.promontory.objectstore.bucket.s3;

/** Hands out places in time to requests, so many a second, up to a tenth of a second at once. */
final class RequestRate {
  private static final long SECOND = 1_000_000_000L;

  private final long intervalNanos;
  private final long burstNanos;
  private long nextNanos;
  private boolean begun;

  /**
   * A rate for one bucket.
   *
   * @param perSecond 0 for no bound
   */
  RequestRate(int perSecond) {
    intervalNanos = perSecond == 0 ? 0 : SECOND / perSecond;
    burstNanos = SECOND / 10;
  }

  /**
   * Takes the next place.
   *
   * @param nowNanos of a monotonic clock
   * @return how long to wait for it, in nanoseconds; 0 to go ahead
   */
  synchronized long reserve(long nowNanos) {
    if (intervalNanos == 0) {
      return 0;
    }
    if (!begun || nowNanos - nextNanos > burstNanos) {
      begun = true;
      nextNanos = nowNanos - burstNanos;
    }
    nextNanos += intervalNanos;
    return Math.max(0, nextNanos - nowNanos);
  }
}
