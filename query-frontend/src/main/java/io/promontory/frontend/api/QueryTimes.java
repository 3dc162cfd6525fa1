package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.ApiTimes;
import java.time.Duration;
import java.time.Instant;

/** Times and steps of queries, which Prometheus passes through 64-bit nanoseconds. */
final class QueryTimes {
  /** Steps that a range query may have; the points are one more. */
  static final long MOST_STEPS = 11_000;

  private static final long NANOS_PER_MS = 1_000_000;

  private QueryTimes() {}

  /**
   * The evaluation time of a parameter, ms. Outside the years 1678 to 2261 it wraps around, and
   * what no 64-bit number of seconds holds comes out as Go's conversion on amd64 has it.
   */
  static long millis(RequestParams params, String name, Instant parsed) {
    if (params.first(name).equalsIgnoreCase("NaN")) {
      return Long.MIN_VALUE / NANOS_PER_MS;
    }
    boolean saturated = parsed.equals(Instant.MAX) || parsed.equals(Instant.MIN);
    return saturated ? 0 : ApiTimes.queryMillis(parsed);
  }

  /**
   * Checks a range.
   *
   * @param stepNanos positive
   * @throws ApiException if it has too many points
   */
  static void checkSteps(Instant start, Instant end, long stepNanos) {
    Duration range = Duration.between(start, end);
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    long nanos = range.compareTo(longest) > 0 ? Long.MAX_VALUE : range.toNanos();
    if (nanos / stepNanos > MOST_STEPS) {
      throw ApiException.badData(
          "exceeded maximum resolution of 11,000 points per timeseries."
              + " Try decreasing the query resolution (?step=XX)");
    }
  }

  /** Nanoseconds as ms, rounded towards zero. */
  static long toMillis(long nanos) {
    return nanos / NANOS_PER_MS;
  }
}
