package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.ApiTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Times and steps of queries, which Prometheus passes through 64-bit nanoseconds. */
final class QueryTimes {
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
   * @param most steps that the range may have; the points are one more
   * @throws ApiException if it has too many points
   */
  static void checkSteps(Instant start, Instant end, long stepNanos, int most) {
    Duration range = Duration.between(start, end);
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    long nanos = range.compareTo(longest) > 0 ? Long.MAX_VALUE : range.toNanos();
    if (nanos / stepNanos > most) {
      throw ApiException.badData(
          "exceeded maximum resolution of "
              + String.format(Locale.ROOT, "%,d", most)
              + " points per timeseries."
              + " Try decreasing the query resolution (?step=XX)");
    }
  }

  /** Nanoseconds as ms, rounded towards zero. */
  static long toMillis(long nanos) {
    return nanos / NANOS_PER_MS;
  }
}
