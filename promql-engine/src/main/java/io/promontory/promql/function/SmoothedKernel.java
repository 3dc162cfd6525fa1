package io.promontory.promql.function;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Span;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A {@code smoothed} instant selector, over windows without width that reach the look-back to both
 * sides: the sample of that very time, else the value on the line between the samples around it,
 * else the one before.
 */
public final class SmoothedKernel implements RangeKernel {
  private final SeriesNotes notes;
  private final HistogramLine line;

  /**
   * @param position of the selector
   */
  public SmoothedKernel(Annotations annotations, Span position) {
    this.notes = new SeriesNotes(annotations, position);
    this.line = new HistogramLine(notes);
  }

  @Override
  public void begin(Labels labels) {
    notes.begin(labels);
  }

  @Override
  public boolean apply(Window w) {
    if (w.histogramLo == w.histogramHi) {
      return floats(w);
    } else if (w.lo < w.hi) {
      notes.add(RangeNote.MIXED_WITH_FLOATS);
      return false;
    }
    FloatHistogram histogram = histogram(w);
    w.histogramResult = histogram;
    return histogram != null;
  }

  private static boolean floats(Window w) {
    int next = Samples.firstAfter(w.timestamps, w.lo, w.hi, w.endMs - 1);
    if (next < w.hi && w.timestamps[next] == w.endMs) {
      w.result = w.values[next];
      return true;
    } else if (next == w.lo) {
      return false;
    }
    w.result =
        next < w.hi
            ? Interpolation.between(w.timestamps, w.values, next - 1, w.endMs)
            : w.values[next - 1];
    return true;
  }

  private @Nullable FloatHistogram histogram(Window w) {
    int hi = w.histogramHi;
    int next = Samples.firstAfter(w.histogramTimes, w.histogramLo, hi, w.endMs - 1);
    if (next < hi && w.histogramTimes[next] == w.endMs) {
      return w.histogram(next);
    } else if (next == w.histogramLo) {
      return null;
    }
    FloatHistogram before = w.histogram(next - 1);
    if (next == hi) {
      return before.withHint(ResetHint.UNKNOWN);
    }
    FloatHistogram after = w.histogram(next);
    if (before.layout().isCustom() != after.layout().isCustom()) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      return null;
    }
    boolean counter = before.hint() != ResetHint.GAUGE || after.hint() != ResetHint.GAUGE;
    return line.between(w, next - 1, w.endMs, counter);
  }
}
