package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * {@code rate}, {@code increase} and {@code delta} of an {@code anchored} or {@code smoothed}
 * selector: the difference between the values at the window's edges, for counters with resets
 * undone. An anchored edge has the value of the newest sample at or before it; a smoothed edge lies
 * on the line between the samples around it. Nothing is extrapolated.
 */
final class ExtendedRate implements RangeKernel {
  private final CallSite site;
  private final boolean smoothed;
  private final boolean counter;
  private final boolean perSecond;
  private final SeriesNotes notes;
  private final ExtendedHistogramRate histograms;
  private Labels labels = Labels.EMPTY;
  private boolean nameChecked;

  ExtendedRate(CallSite site, boolean smoothed, boolean counter, boolean perSecond) {
    this.site = site;
    this.smoothed = smoothed;
    this.counter = counter;
    this.perSecond = perSecond;
    this.notes = new SeriesNotes(site);
    this.histograms = new ExtendedHistogramRate(notes, smoothed, counter, perSecond);
  }

  @Override
  public void begin(Labels newLabels) {
    labels = newLabels;
    nameChecked = !counter;
    notes.begin(newLabels);
  }

  @Override
  public boolean apply(Window w) {
    if (w.histogramLo < w.histogramHi) {
      if (w.lo < w.hi) {
        notes.add(RangeNote.MIXED_WITH_FLOATS);
        return false;
      }
      return histograms.apply(w);
    }
    return w.lo < w.hi && floats(w);
  }

  private boolean floats(Window w) {
    long[] times = w.timestamps;
    int last = w.hi - 1;
    int first = Math.max(w.lo, Samples.firstAfter(times, w.lo, last, w.startMs) - 1);
    if (smoothed) {
      last = Samples.firstAfter(times, w.lo, last, w.endMs - 1);
    }
    if (times[last] <= w.startMs || (smoothed && times[first] > w.endMs)) {
      return false;
    }
    double left = left(w, first);
    double right = right(w, last);
    double difference = right - left;
    if (counter) {
      int from = times[first] <= w.startMs ? first + 1 : first;
      int to = times[last] >= w.endMs ? last : last + 1;
      difference +=
          w.breaks == null ? lost(w.values, from, to, left, right) : lost(w, from, to, left, right);
    }
    w.result = perSecond ? difference / Coverage.seconds(w.endMs - w.startMs) : difference;
    if (!nameChecked) {
      nameChecked = true;
      CounterName.check(labels, site);
    }
    return true;
  }

  private double left(Window w, int first) {
    return smoothed && w.timestamps[first] < w.startMs
        ? between(w, first, w.startMs)
        : w.values[first];
  }

  private double right(Window w, int last) {
    return smoothed && last > w.lo && w.timestamps[last] > w.endMs
        ? between(w, last - 1, w.endMs)
        : w.values[last];
  }

  /** The value on the line between two samples; a counter that fell between them began at 0. */
  private double between(Window w, int index, long time) {
    double from = w.values[index];
    double to = w.values[index + 1];
    if (counter && w.isBreak(index + 1)) {
      return time == w.startMs ? to : from;
    }
    return Interpolation.between(
        w.timestamps[index], counter && to < from ? 0 : from, w.timestamps[index + 1], to, time);
  }

  /** What was counted before each reset between the edges. */
  private static double lost(double[] values, int from, int to, double left, double right) {
    double lost = 0;
    double before = left;
    for (int i = from; i < to; i++) {
      if (values[i] < before) {
        lost += before;
      }
      before = values[i];
    }
    return right < before ? lost + before : lost;
  }

  /** As above, less what lies over breaks. */
  private static double lost(Window w, int from, int to, double left, double right) {
    double lost = 0;
    double before = left;
    for (int i = from; i <= to; i++) {
      double value = i < to ? w.values[i] : right;
      if (i < w.hi && w.isBreak(i)) {
        lost += before - value;
      } else if (value < before) {
        lost += before;
      }
      before = value;
    }
    return lost;
  }
}
