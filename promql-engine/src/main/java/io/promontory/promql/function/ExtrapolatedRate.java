package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference over a window, for counters with
 * resets undone, extrapolated to the window's edges.
 *
 * <p>The samples inside a window are not read again at every step: the kernel keeps where the
 * counter fell and adds the values before those falls in order, which gives the bits of a full
 * scan. The same holds for histograms, the count of which stands for the value in extrapolation.
 */
record ExtrapolatedRate(boolean counter, boolean perSecond) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(site, counter, perSecond);
  }

  private static final class Kernel implements RangeKernel {
    private final CallSite site;
    private final boolean counter;
    private final boolean perSecond;
    private final SeriesNotes notes;
    private final CounterResets resets = new CounterResets();
    private final HistogramDifference histograms;
    private final Coverage coverage = new Coverage();
    private Labels labels = Labels.EMPTY;
    private boolean nameChecked;

    Kernel(CallSite site, boolean counter, boolean perSecond) {
      this.site = site;
      this.counter = counter;
      this.perSecond = perSecond;
      this.notes = new SeriesNotes(site);
      this.histograms = new HistogramDifference(counter, notes);
    }

    @Override
    public void begin(Labels newLabels) {
      labels = newLabels;
      nameChecked = !counter;
      resets.clear();
      notes.begin(newLabels);
      histograms.begin();
    }

    @Override
    public boolean apply(Window w) {
      if (!w.hasHistograms()) {
        return applyToFloats(w);
      } else if (w.hasFloats()) {
        notes.add(RangeNote.MIXED_WITH_FLOATS);
        return false;
      }
      return applyToHistograms(w);
    }

    private boolean applyToHistograms(Window w) {
      int first = w.histogramLo;
      int last = w.histogramHi - 1;
      if (last <= first) {
        return false;
      }
      FloatHistogram difference = histograms.of(w);
      if (difference == null) {
        return false;
      }
      double firstCount = w.histogram(first).count();
      double factor = factor(w, w.histogramTimes, first, last, firstCount, difference.count());
      w.histogramResult = difference.multiply(factor);
      return true;
    }

    private boolean applyToFloats(Window w) {
      int last = w.hi - 1;
      if (last <= w.lo) {
        return false;
      }
      double first = w.values[w.lo];
      double difference = w.values[last] - first;
      if (counter) {
        difference = resets.addLost(w, difference);
      }
      w.result = difference * factor(w, w.timestamps, w.lo, last, first, difference);
      if (!nameChecked) {
        nameChecked = true;
        CounterName.check(labels, site);
      }
      return true;
    }

    /** By the times of the first and last sample, the first value and the difference. */
    private double factor(
        Window w, long[] times, int lo, int last, double first, double difference) {
      long start = w.startMs;
      Coverage covered = coverage;
      covered.measure(
          times[lo] - start,
          times[last] - times[lo],
          w.endMs - times[last],
          last - lo,
          perSecond ? w.endMs - start : 0);
      // No counter was ever below zero: do not extrapolate past where this one would cross it. That
      // is behind the start wherever the first value is no less than the difference.
      if (counter
          && difference > 0
          && first >= 0
          && (first < difference || covered.toStart > covered.sampled)) {
        double toZero = covered.sampled * (first / difference);
        if (toZero < covered.toStart) {
          return covered.factor(toZero);
        }
      }
      return covered.factor;
    }
  }
}
