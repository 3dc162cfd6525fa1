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

  /**
   * When the counter of a window's first sample began, if that was inside the window and before the
   * sample, else 0.
   */
  static long begin(long @Nullable [] startTimes, long[] times, int first, long windowStartMs) {
    if (startTimes == null) {
      return 0;
    }
    long start = startTimes[first];
    return start > windowStartMs && start < times[first] ? start : 0;
  }
}
