package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** What {@link ExtendedRate} is for floats, for native histograms. The result is a gauge. */
final class ExtendedHistogramRate {
  private final SeriesNotes notes;
  private final HistogramLine line;
  private final boolean smoothed;
  private final boolean counter;
  private final boolean perSecond;

  ExtendedHistogramRate(SeriesNotes notes, boolean smoothed, boolean counter, boolean perSecond) {
    this.notes = notes;
    this.line = new HistogramLine(notes);
    this.smoothed = smoothed;
    this.counter = counter;
    this.perSecond = perSecond;
  }

  /** Computes a window that has histograms and no floats. */
  boolean apply(Window w) {
    long[] times = w.histogramTimes;
    int lo = w.histogramLo;
    int last = w.histogramHi - 1;
    int first = Math.max(lo, Samples.firstAfter(times, lo, last, w.startMs) - 1);
    if (smoothed) {
      last = Samples.firstAfter(times, lo, last, w.endMs - 1);
    }
    if (times[last] <= w.startMs
        || (smoothed && times[first] > w.endMs)
        || !goTogether(w, first, last)) {
      return false;
    }
    boolean cutLeft = smoothed && times[first] < w.startMs;
    boolean cutRight = smoothed && last > lo && times[last] > w.endMs;
    FloatHistogram left = cutLeft ? line.between(w, first, w.startMs, counter) : w.histogram(first);
    FloatHistogram right =
        left != null && cutRight ? line.between(w, last - 1, w.endMs, counter) : w.histogram(last);
    if (left == null || right == null) {
      return false;
    }
    w.histogramResult = difference(w, first, last, left, right, cutLeft);
    return w.histogramResult != null;
  }

  private boolean goTogether(Window w, int first, int last) {
    boolean custom = w.histogram(first).layout().isCustom();
    for (int i = first; i <= last; i++) {
      FloatHistogram histogram = w.histogram(i);
      if (histogram.layout().isCustom() != custom) {
        notes.add(RangeNote.MIXED_SCHEMAS);
        return false;
      }
      if (counter && histogram.hint() == ResetHint.GAUGE) {
        notes.add(RangeNote.NOT_COUNTER);
      }
    }
    return true;
  }

  private @Nullable FloatHistogram difference(
      Window w, int first, int last, FloatHistogram left, FloatHistogram right, boolean cutLeft) {
    if (!counter && (left.hint() != ResetHint.GAUGE || right.hint() != ResetHint.GAUGE)) {
      notes.add(RangeNote.NOT_GAUGE);
    }
    HistogramSum difference = HistogramSum.plain(right);
    if (!line.subtract(difference, left)) {
      return null;
    }
    if (counter) {
      HistogramSum lost = HistogramSum.plain();
      boolean known = addLost(lost, w, first, last, left, right, cutLeft);
      if (!known || (!lost.isEmpty() && !line.add(difference, lost.toHistogram()))) {
        return null;
      }
    }
    FloatHistogram result = difference.toHistogram();
    if (perSecond) {
      result = result.divide(Coverage.seconds(w.endMs - w.startMs));
    }
    return result.withHint(ResetHint.GAUGE).compact();
  }

  /**
   * Adds what was counted before each reset between the edges. The last sample is only looked at
   * through the right edge, which has its hint; a reset that the left edge lies in is undone there.
   */
  private boolean addLost(
      HistogramSum lost,
      Window w,
      int first,
      int last,
      FloatHistogram left,
      FloatHistogram right,
      boolean cutLeft) {
    int from = first + 1;
    FloatHistogram before = left;
    if (cutLeft
        && (w.isHistogramBreak(from) || w.histogram(from).isResetAfter(w.histogram(first)))) {
      before = w.histogram(from);
      from++;
    }
    if (from > last) {
      return true;
    }
    for (int i = from; i < last; i++) {
      FloatHistogram histogram = w.histogram(i);
      if (w.isHistogramBreak(i)) {
        if (!line.add(lost, before) || !line.subtract(lost, histogram)) {
          return false;
        }
      } else if (histogram.isResetAfter(before) && !line.add(lost, before)) {
        return false;
      }
      before = histogram;
    }
    if (w.isHistogramBreak(last)) {
      return line.add(lost, before) && line.subtract(lost, right);
    }
    return !right.isResetAfter(before) || line.add(lost, before);
  }
}
