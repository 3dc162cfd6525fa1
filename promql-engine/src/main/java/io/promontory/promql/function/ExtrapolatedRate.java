package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ScaledDifference;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference over a window, for counters with
 * resets undone, extrapolated to the window's edges.
 *
 * <p>The samples inside a window are not read again at every step: the kernel keeps where the
 * counter fell and adds the values before those falls in order, which gives the bits of a full
 * scan. The same holds for histograms, the count of which stands for the value in extrapolation.
 *
 * <p>A counter that began inside the window, as the start time of its first sample there tells, was
 * 0 at that time: nothing is extrapolated to the left, and one sample is enough.
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
    private final ScaledDifference scaled = new ScaledDifference();
    private final StartOverlaps overlaps = new StartOverlaps();
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
      overlaps.begin();
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
      long[] times = w.histogramTimes;
      int first = w.histogramLo;
      int last = w.histogramHi - 1;
      long began = counter ? StartTimes.begin(w.histogramStartTimes, times, first, w.startMs) : 0;
      if (last <= first && began == 0) {
        return false;
      }
      if (counter && began == 0 && histograms.isPlain(w) && scale(w, first, last)) {
        noteOverlap(w.histogramStartTimes, times, first, w.histogramHi);
        return true;
      }
      FloatHistogram difference = last > first ? histograms.of(w) : w.histogram(first);
      if (difference == null) {
        return false;
      }
      noteOverlap(w.histogramStartTimes, times, first, w.histogramHi);
      if (began == 0) {
        double firstCount = w.histogram(first).count();
        double factor = factor(w, times, first, last, firstCount, difference.count());
        w.histogramResult = difference.multiply(factor);
        return true;
      }
      FloatHistogram counted =
          last > first ? histograms.add(difference, w.histogram(first)) : difference;
      w.histogramResult =
          counted == null ? null : counted.multiply(factorFrom(began, w, times, first, last));
      return counted != null;
    }

    /** The usual case, with no histogram between difference and result. */
    private boolean scale(Window w, int first, int last) {
      FloatHistogram from = w.histogram(first);
      FloatHistogram to = w.histogram(last);
      double factor =
          factor(w, w.histogramTimes, first, last, from.count(), to.count() - from.count());
      w.histogramResult = scaled.of(to, from, factor);
      return w.histogramResult != null;
    }

    private boolean applyToFloats(Window w) {
      int lo = w.lo;
      int last = w.hi - 1;
      long began =
          counter && last >= lo ? StartTimes.begin(w.startTimes, w.timestamps, lo, w.startMs) : 0;
      if (last <= lo && began == 0) {
        return false;
      }
      double first = w.values[lo];
      double difference = w.values[last] - first;
      if (counter) {
        difference = resets.addLost(w, difference);
        noteOverlap(w.startTimes, w.timestamps, lo, w.hi);
      }
      w.result =
          began == 0
              ? difference * factor(w, w.timestamps, lo, last, first, difference)
              : (difference + first) * factorFrom(began, w, w.timestamps, lo, last);
      if (!nameChecked) {
        nameChecked = true;
        CounterName.check(labels, site);
      }
      return true;
    }

    @Override
    public boolean applyAlike(Window w, int advance, int count, double[] results, int at) {
      if (w.startTimes != null || (counter && !resets.noneUpTo(w, w.hi + advance * count))) {
        return false;
      }
      double[] values = w.values;
      int lo = w.lo;
      int last = w.hi - 1;
      for (int i = 0; i < count; i++) {
        lo += advance;
        last += advance;
        double first = values[lo];
        double difference = values[last] - first;
        results[at + i] = difference * factor(first, difference);
      }
      return true;
    }

    private void noteOverlap(long @Nullable [] startTimes, long[] times, int lo, int hi) {
      if (counter && overlaps.isIn(startTimes, times, lo, hi)) {
        site.annotations().startTimeOverlap(labels.metricName(), site.argument(0));
      }
    }

    /** Where the counter was 0 at a time inside the window. */
    private double factorFrom(long began, Window w, long[] times, int lo, int last) {
      return Coverage.factorFromZero(
          times[last] - times[lo],
          times[last] - began,
          w.endMs - times[last],
          last - lo,
          perSecond ? w.endMs - w.startMs : 0);
    }

    /** By the times of the first and last sample, the first value and the difference. */
    private double factor(
        Window w, long[] times, int lo, int last, double first, double difference) {
      long start = w.startMs;
      coverage.measure(
          times[lo] - start,
          times[last] - times[lo],
          w.endMs - times[last],
          last - lo,
          perSecond ? w.endMs - start : 0);
      return factor(first, difference);
    }

    /** In a window that lies over its samples like the one that was measured last. */
    private double factor(double first, double difference) {
      Coverage covered = coverage;
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
