package io.promontory.promql.function;

import org.jspecify.annotations.Nullable;

/**
 * What the start times of two neighbouring samples tell. Times in ms; a start time of 0 is unknown,
 * and so is one at or behind its own sample.
 */
final class StartTimes {
  private StartTimes() {}

  /**
   * True where a counter began anew between two samples. One that began just at the sample before
   * was reset there if that sample knows its own start, as the samples of a delta series do; else
   * it only says that the true start is unknown.
   */
  static boolean isReset(long startBefore, long timeBefore, long start, long time) {
    if (start == 0 || start >= time || start < timeBefore) {
      return false;
    }
    return start > timeBefore || (startBefore != 0 && startBefore < timeBefore);
  }

  /** As above, for the sample at an index and the one before it. */
  static boolean isReset(long @Nullable [] startTimes, long[] times, int index) {
    return startTimes != null
        && isReset(startTimes[index - 1], times[index - 1], startTimes[index], times[index]);
  }

  /** True where a sample says that its counter began before the sample before it, and anew. */
  static boolean overlap(long startBefore, long timeBefore, long start) {
    return start != 0 && start < timeBefore && start != startBefore;
  }

  /** True where that is so of any sample of a slice and the one before it in the slice. */
  static boolean anyOverlap(long @Nullable [] startTimes, long[] times, int from, int to) {
    if (startTimes != null) {
      for (int i = from + 1; i < to; i++) {
        if (overlap(startTimes[i - 1], times[i - 1], startTimes[i])) {
          return true;
        }
      }
    }
    return false;
  }
}
