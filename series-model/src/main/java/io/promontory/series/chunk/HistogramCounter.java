package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * As {@link FloatCounter}, of native histograms. A chunk does not tell how they ended; a reset
 * shows where the mean of a window counts less than the histogram before it. Values after a reset
 * are lowered by the last ones before it, so that the increase is exact from window to window
 * within a chunk; at its end they are too high by at most what the window of the reset had gained.
 */
final class HistogramCounter {
  private HistogramCounter() {}

  /**
   * Appends histograms.
   *
   * @param totals the counter without resets
   * @param size how many of them there are
   * @param counts samples in each window
   * @param sums sums of the samples of each window
   */
  static void append(
      SampleColumns totals, int size, SampleColumns counts, SampleColumns sums, SampleColumns out) {
    FloatHistogram lost = null;
    FloatHistogram before = null;
    double unsure = 0;
    double last = 0;
    int count = 0;
    int sum = 0;
    for (int i = 0; i < size; i++) {
      FloatHistogram total = at(totals, i);
      if (total == null) {
        continue;
      }
      long time = totals.timestamps[i];
      count = AggregateReader.find(counts, time, count);
      sum = AggregateReader.find(sums, time, sum);
      boolean reset =
          before != null
              && total.hint() != ResetHint.GAUGE
              && mean(counts, count, sums, sum, time) < last - unsure;
      if (reset && before != null) {
        lost = before;
        unsure = total.count() - before.count();
      }
      FloatHistogram value = lost == null ? total : minus(total, lost);
      boolean first = before == null;
      out.add(
          time,
          total.hint() == ResetHint.GAUGE
              ? value
              : value.withHint(
                  reset ? ResetHint.RESET : first ? ResetHint.UNKNOWN : ResetHint.NOT_RESET));
      last = value.count();
      before = total;
    }
  }

  /** What the histograms of a window counted in the mean; no reset shows where that is unknown. */
  private static double mean(
      SampleColumns counts, int count, SampleColumns sums, int sum, long time) {
    boolean known =
        count < counts.size
            && counts.timestamps[count] == time
            && sum < sums.size
            && sums.timestamps[sum] == time
            && counts.values[count] > 0;
    FloatHistogram total = known ? at(sums, sum) : null;
    return total == null ? Double.POSITIVE_INFINITY : total.count() / counts.values[count];
  }

  private static FloatHistogram minus(FloatHistogram total, FloatHistogram lost) {
    HistogramSum difference = HistogramSum.plain(total);
    difference.subtract(lost);
    return difference.toHistogram();
  }

  private static @Nullable FloatHistogram at(SampleColumns columns, int index) {
    return columns.histograms == null ? null : columns.histograms[index];
  }
}
