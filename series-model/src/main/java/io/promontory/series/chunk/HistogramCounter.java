package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * As {@link FloatCounter}, of native histograms. A chunk does not tell how they ended, but the
 * means of its windows tell what the counter was about.
 *
 * <ul>
 *   <li>Where the mean of a window counts less than the histogram before it, there was a reset.
 *       Values after it are lowered by the last one before it, so that the increase is exact from
 *       window to window; at the end of the chunk they are too high by at most what the window of
 *       the reset had gained.
 *   <li>Where the mean counts less than the histogram before it, but not less than the mean before
 *       it, there was none: the total has leapt. Thanos writes that into windows of an hour where
 *       the chunks of five minutes behind them meet after a reset. Values from there on are lowered
 *       to what lies between the two means.
 * </ul>
 */
final class HistogramCounter {
  private final SampleColumns counts;
  private final SampleColumns sums;
  private final SampleColumns out;
  private @Nullable FloatHistogram lost;
  private @Nullable FloatHistogram before;
  private @Nullable FloatHistogram meanBefore;
  private double unsure;
  private double last;

  private HistogramCounter(SampleColumns counts, SampleColumns sums, SampleColumns out) {
    this.counts = counts;
    this.sums = sums;
    this.out = out;
  }

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
    HistogramCounter counter = new HistogramCounter(counts, sums, out);
    int count = 0;
    int sum = 0;
    for (int i = 0; i < size; i++) {
      FloatHistogram total = at(totals, i);
      long time = totals.timestamps[i];
      count = AggregateReader.find(counts, time, count);
      sum = AggregateReader.find(sums, time, sum);
      if (total != null && total.hint() == ResetHint.GAUGE) {
        out.add(time, total);
      } else if (total != null) {
        counter.add(time, total, counter.mean(count, sum, time));
      }
    }
  }

  private void add(long time, FloatHistogram total, @Nullable FloatHistogram mean) {
    FloatHistogram previous = before;
    boolean reset = false;
    if (previous != null && mean != null && mean.count() < last - unsure) {
      FloatHistogram earlier = meanBefore;
      if (earlier != null && mean.count() >= earlier.count()) {
        FloatHistogram between = between(earlier, mean);
        lost = minus(previous, between);
        unsure = (mean.count() - earlier.count()) / 2;
        replaceLast(between);
      } else {
        reset = true;
        lost = previous;
        unsure = total.count() - previous.count();
      }
    }
    FloatHistogram value = lost == null ? total : minus(total, lost);
    ResetHint known = previous == null ? ResetHint.UNKNOWN : ResetHint.NOT_RESET;
    out.add(time, value.withHint(reset ? ResetHint.RESET : known));
    last = value.count();
    before = total;
    meanBefore = mean;
  }

  private void replaceLast(FloatHistogram value) {
    @Nullable FloatHistogram[] histograms = out.withHistograms();
    FloatHistogram leapt = histograms[out.size - 1];
    histograms[out.size - 1] = leapt == null ? value : value.withHint(leapt.hint());
    out.values[out.size - 1] = value.sum();
  }

  /** What the samples of a window were in the mean, if that is known. */
  private @Nullable FloatHistogram mean(int count, int sum, long time) {
    boolean known =
        count < counts.size
            && counts.timestamps[count] == time
            && sum < sums.size
            && sums.timestamps[sum] == time
            && counts.values[count] > 0;
    FloatHistogram total = known ? at(sums, sum) : null;
    return total == null ? null : total.divide(counts.values[count]);
  }

  private static FloatHistogram between(FloatHistogram a, FloatHistogram b) {
    HistogramSum sum = HistogramSum.plain(a);
    sum.add(b);
    return sum.toHistogram().divide(2);
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
