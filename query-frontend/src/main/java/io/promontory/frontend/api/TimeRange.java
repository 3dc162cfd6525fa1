package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.ApiTimes;
import java.time.Instant;

/** The optional {@code start} and {@code end} of label and series requests, ms, both inclusive. */
record TimeRange(long minTime, long maxTime) {
  static TimeRange of(RequestParams params) {
    return new TimeRange(
        ApiTimes.millis(ApiParams.time(params, "start", Instant.MIN)),
        ApiTimes.millis(ApiParams.time(params, "end", Instant.MAX)));
  }
}
