package io.promontory.series.replica;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * What is known where a sample of one replica follows on one of another: whether both count the
 * same. The replica without the hole is the witness: its samples before and after enclose the other
 * one's in time, and so in value, unless they fell.
 */
final class Seams {
  /** A witness farther apart than so many of its gaps knows too little. */
  private static final int MOST_GAPS = 3;

  private Seams() {}

  /**
   * Whether a sample before the witness' sample {@code at} was counted by someone else.
   *
   * @param value index of the sample among those of its replica
   */
  static boolean isBreakBefore(
      SampleColumns samples, int value, SampleColumns witness, Gaps gaps, int at) {
    int from = at - 1;
    while (from >= 0 && witness.timestamps[from] > samples.timestamps[value]) {
      from--;
    }
    return from >= 0 && isOutside(samples, value, witness, from, at, gaps.around(at));
  }

  /** As {@link #isBreakBefore}, of a sample after the witness' sample. */
  static boolean isBreakAfter(
      SampleColumns samples, int value, SampleColumns witness, Gaps gaps, int at) {
    int to = at + 1;
    while (to < witness.size && witness.timestamps[to] < samples.timestamps[value]) {
      to++;
    }
    return to < witness.size && isOutside(samples, value, witness, at, to, gaps.around(at));
  }

  private static boolean isOutside(
      SampleColumns samples, int value, SampleColumns witness, int from, int to, long gap) {
    if (samples.windows != null
        || witness.windows != null
        || witness.timestamps[to] - witness.timestamps[from] > MOST_GAPS * gap) {
      return false;
    }
    for (int i = from + 1; i <= to; i++) {
      if (!(level(witness, i) >= level(witness, i - 1))) {
        return false;
      }
    }
    double level = level(samples, value);
    return level < level(witness, from) || level > level(witness, to);
  }

  /** What a counter has counted; NaN for a gauge histogram. */
  private static double level(SampleColumns samples, int at) {
    @Nullable FloatHistogram[] histograms = samples.histograms;
    FloatHistogram histogram = histograms == null ? null : histograms[at];
    if (histogram == null) {
      return samples.values[at];
    }
    return histogram.hint() == ResetHint.GAUGE ? Double.NaN : histogram.count();
  }
}
