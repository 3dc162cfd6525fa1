package io.promontory.promql.exec;

/**
 * Whether samples are evenly spaced, as those of most scraped series are. Then steps that are a
 * multiple of that apart see samples in the same places, and need not search for them.
 */
final class RegularTimes {
  /** Times farther from 1970 than this many ms are left alone, so that no sum overflows. */
  private static final long FARTHEST = 1L << 60;

  private RegularTimes() {}

  /**
   * How many samples a step moves on by; 0 where that is not the same everywhere.
   *
   * @param size how many times there are, strictly ascending
   */
  static int advance(long[] times, int size, long stepMs) {
    if (size < 2 || times[0] < -FARTHEST || times[size - 1] > FARTHEST) {
      return 0;
    }
    long interval = times[1] - times[0];
    if (stepMs % interval != 0 || stepMs / interval > size) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if (times[i] - times[i - 1] != interval) {
        return 0;
      }
    }
    return (int) (stepMs / interval);
  }
}
