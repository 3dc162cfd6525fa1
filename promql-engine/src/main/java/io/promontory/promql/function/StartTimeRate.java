package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * {@code rate} and {@code increase} of floats whose start times are known: a counter that began
 * anew was reset whatever its values say, and one that began inside the window was 0 there, so that
 * nothing is extrapolated to the left and one sample is enough.
 */
final class StartTimeRate implements RangeKernel {
  private final CallSite site;
  private final RangeKernel without;
  private final boolean perSecond;
  private final Coverage coverage = new Coverage();
  private Labels labels = Labels.EMPTY;
  private boolean nameChecked;

  /**
   * @param without for windows without start times, and for those with histograms
   */
  StartTimeRate(CallSite site, RangeKernel without, boolean perSecond) {
    this.site = site;
    this.without = without;
    this.perSecond = perSecond;
  }

  @Override
  public void begin(Labels newLabels) {
    labels = newLabels;
    nameChecked = false;
    without.begin(newLabels);
  }

  @Override
  public boolean apply(Window w) {
    long[] starts = w.startTimes;
    if (starts == null || w.lo == w.hi || w.histogramLo < w.histogramHi) {
      return without.apply(w);
    }
    int last = w.hi - 1;
    long begin = starts[w.lo];
    boolean begins = begin != 0 && begin > w.startMs && begin < w.timestamps[w.lo];
    if (StartTimes.anyOverlap(starts, w.timestamps, w.lo, w.hi)) {
      site.annotations().startTimeOverlap(labels.metricName(), site.argument(0));
    }
    if (last == w.lo && !begins) {
      return false;
    }
    double first = w.values[w.lo];
    double difference = addLost(w, starts, w.values[last] - first);
    if (begins) {
      difference += first;
    }
    w.result = difference * (begins ? factorFrom(begin, w) : factor(first, difference, w));
    if (!nameChecked) {
      nameChecked = true;
      CounterName.check(labels, site);
    }
    return true;
  }

  private static double addLost(Window w, long[] starts, double difference) {
    double[] values = w.values;
    double sum = difference;
    for (int i = w.lo + 1; i < w.hi; i++) {
      if (values[i] < values[i - 1] || StartTimes.isReset(starts, w.timestamps, i)) {
        sum += values[i - 1];
      }
    }
    return sum;
  }

  /** What to multiply by where the counter was 0 at a time inside the window. */
  private double factorFrom(long begin, Window w) {
    int last = w.hi - 1;
    double sampled = (w.timestamps[last] - begin) / 1000.0;
    double distance =
        last == w.lo ? 0 : (w.timestamps[last] - w.timestamps[w.lo]) / 1000.0 / (last - w.lo);
    double toEnd = (w.endMs - w.timestamps[last]) / 1000.0;
    if (toEnd >= distance * Coverage.COVERED) {
      toEnd = distance / 2;
    }
    double factor = (sampled + toEnd) / sampled;
    return perSecond ? factor / Coverage.seconds(w.endMs - w.startMs) : factor;
  }

  /** As without start times. */
  private double factor(double first, double difference, Window w) {
    int last = w.hi - 1;
    long range = w.endMs - w.startMs;
    coverage.measure(
        w.timestamps[w.lo] - w.startMs,
        w.timestamps[last] - w.timestamps[w.lo],
        w.endMs - w.timestamps[last],
        last - w.lo,
        perSecond ? range : 0);
    if (difference > 0 && first >= 0) {
      double toZero = coverage.sampled * (first / difference);
      if (toZero < coverage.toStart) {
        return coverage.factor(toZero);
      }
    }
    return coverage.factor;
  }
}
