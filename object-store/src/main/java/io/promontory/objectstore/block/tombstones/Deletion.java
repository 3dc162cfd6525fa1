package io.promontory.objectstore.block.tombstones;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes deleted samples out of decoded ones. */
public final class Deletion {
  private Deletion() {}

  /**
   * Drops the samples inside intervals. A histogram behind dropped samples no longer knows whether
   * a counter was reset before it.
   *
   * @param intervals in order, not overlapping
   */
  public static void apply(List<Interval> intervals, SampleColumns samples) {
    int kept = 0;
    int next = 0;
    boolean dropped = false;
    for (int i = 0; i < samples.size; i++) {
      long time = samples.timestamps[i];
      while (next < intervals.size() && intervals.get(next).to() < time) {
        next++;
      }
      if (next < intervals.size() && intervals.get(next).from() <= time) {
        dropped = true;
        continue;
      }
      move(samples, i, kept);
      if (dropped) {
        forgetHint(samples, kept);
        dropped = false;
      }
      kept++;
    }
    samples.size = kept;
  }

  private static void move(SampleColumns samples, int from, int to) {
    if (from == to) {
      return;
    }
    samples.timestamps[to] = samples.timestamps[from];
    samples.values[to] = samples.values[from];
    @Nullable FloatHistogram[] histograms = samples.histograms;
    if (histograms != null) {
      histograms[to] = histograms[from];
    }
    long[] startTimes = samples.startTimes;
    if (startTimes != null) {
      startTimes[to] = startTimes[from];
    }
  }

  private static void forgetHint(SampleColumns samples, int at) {
    @Nullable FloatHistogram[] histograms = samples.histograms;
    FloatHistogram histogram = histograms == null ? null : histograms[at];
    if (histograms != null && histogram != null && histogram.hint() != ResetHint.GAUGE) {
      histograms[at] = histogram.withHint(ResetHint.UNKNOWN);
    }
  }
}
