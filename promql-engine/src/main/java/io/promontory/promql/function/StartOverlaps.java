package io.promontory.promql.function;

import org.jspecify.annotations.Nullable;

/**
 * Whether start times overlap in a window that slides over the samples of one kind of one series.
 */
final class StartOverlaps {
  /** Index of the last sample whose start time overlaps the sample before. */
  private int last;

  private int seen;

  /** A new series follows. */
  void begin() {
    last = -1;
    seen = 0;
  }

  /** True where two samples in [lo, hi) overlap. */
  boolean isIn(long @Nullable [] startTimes, long[] times, int lo, int hi) {
    if (startTimes == null) {
      return false;
    }
    for (int i = Math.max(seen, lo + 1); i < hi; i++) {
      if (StartTimes.overlap(startTimes[i - 1], times[i - 1], startTimes[i])) {
        last = i;
      }
    }
    seen = Math.max(seen, hi);
    return last > lo;
  }
}
