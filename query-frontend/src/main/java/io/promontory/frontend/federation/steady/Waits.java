package io.promontory.frontend.federation.steady;

import io.promontory.series.store.QueryContext;
import java.time.Duration;

/** Waits in the name of a query. */
final class Waits {
  /** Where a query has no deadline. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Waits() {}

  /** Nanoseconds that may be waited; 0 where none are left. */
  static long nanos(QueryContext context) {
    return Math.max(0, context.deadline().atMost(LONGEST).remaining().toNanos());
  }
}
