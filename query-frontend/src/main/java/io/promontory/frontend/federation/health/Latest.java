package io.promontory.frontend.federation.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the latest calls to a store took, and the latest failures. Not for concurrent use. */
final class Latest {
  private static final int MOST_CALLS = 256;
  private static final int MOST_FAILURES = 20;

  private final long[] nanos = new long[MOST_CALLS];
  private int calls;
  private int next;
  private final Deque<StoreStatus.Failure> failures = new ArrayDeque<>();

  /** Notes a call; {@code failure} is null where nothing was missing from its answer. */
  void add(Instant at, long took, @Nullable String failure) {
    nanos[next] = took;
    next = (next + 1) % MOST_CALLS;
    calls = Math.min(calls + 1, MOST_CALLS);
    if (failure == null) {
      return;
    }
    StoreStatus.Failure last = failures.peekFirst();
    if (last != null && last.error().equals(failure)) {
      failures.removeFirst();
      failures.addFirst(new StoreStatus.Failure(last.from(), at, failure, last.times() + 1));
      return;
    }
    if (failures.size() == MOST_FAILURES) {
      failures.removeLast();
    }
    failures.addFirst(new StoreStatus.Failure(at, at, failure, 1));
  }

  /** What so many of 100 calls did not exceed; null where there was none. */
  @Nullable Duration percentile(int percent) {
    if (calls == 0) {
      return null;
    }
    long[] sorted = Arrays.copyOf(nanos, calls);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[Math.ceilDiv(calls * percent, 100) - 1]);
  }

  /** The newest first; equal ones in a row are one. */
  List<StoreStatus.Failure> failures() {
    return List.copyOf(failures);
  }
}
