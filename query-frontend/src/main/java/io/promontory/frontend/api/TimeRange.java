package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.ApiTimes;
import java.time.Duration;
import java.time.Instant;

/** The optional {@code start} and {@code end} of label and series requests, ms, both inclusive. */
record TimeRange(long minTime, long maxTime) {
  static TimeRange of(RequestParams params) {
    return new TimeRange(
        ApiTimes.millis(ApiParams.time(params, "start", Instant.MIN)),
        ApiTimes.millis(ApiParams.time(params, "end", Instant.MAX)));
  }

  /**
   * With defaults other than all of time.
   *
   * @param now the end of a request that has none
   * @param usual from the start of a request that has none to its end
   */
  static TimeRange of(RequestParams params, Instant now, Duration usual) {
    long end = ApiTimes.millis(ApiParams.time(params, "end", now));
    long start =
        params.first("start").isEmpty()
            ? before(end, usual)
            : ApiTimes.millis(ApiParams.time(params, "start", Instant.MIN));
    return new TimeRange(start, end);
  }

  /** Whether it ends before it starts, or a longer time than this after. */
  boolean isNoneOrLonger(Duration most) {
    return maxTime < minTime || minTime < before(maxTime, most);
  }

  private static long before(long ms, Duration span) {
    return Math.max(ms, Long.MIN_VALUE + span.toMillis()) - span.toMillis();
  }
}
