package io.promontory.promql.function;

import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * From the first to the last histogram of a window: for counters what was counted, with resets
 * undone, for gauges the change. Takes two histograms or more, which slide over one series.
 */
final class HistogramDifference {
  private final boolean counter;
  private final SeriesNotes notes;
  private final HistogramHistory history = new HistogramHistory();
  private final HistogramSum sum = HistogramSum.plain();

  HistogramDifference(boolean counter, SeriesNotes notes) {
    this.counter = counter;
    this.notes = notes;
  }

  /** A new series follows. */
  void begin() {
    history.begin();
  }

  /**
   * True where a window of a counter has no more to it than its first and its last histogram: no
   * reset, no change of the schema, no gauge.
   */
  boolean isPlain(Window w) {
    history.advance(w);
    return history.resets.isEmpty()
        && history.schemaChanges.isEmpty()
        && history.breaks.isEmpty()
        && !history.hasGauge(w);
  }

  /** A compact gauge, or null where the histograms do not go together, which is noted. */
  @Nullable FloatHistogram of(Window w) {
    FloatHistogram first = w.histogram(w.histogramLo);
    FloatHistogram last = w.histogram(w.histogramHi - 1);
    if (!(counter ? count(w, first, last) : change(first, last))) {
      return null;
    }
    return sum.toHistogram().withHint(ResetHint.GAUGE).compact();
  }

  /** Adds what a counter had counted when the window's first sample was taken. */
  @Nullable FloatHistogram add(FloatHistogram difference, FloatHistogram first) {
    sum.clear();
    sum.add(difference);
    int outcome = sum.add(first);
    if (AddOutcome.isMixedSchemas(outcome)) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      return null;
    } else if (AddOutcome.isBoundsReconciled(outcome)) {
      notes.add(RangeNote.RECONCILED_IN_ADDITION);
    }
    return sum.toHistogram();
  }

  private boolean change(FloatHistogram first, FloatHistogram last) {
    if (last.layout().isCustom() != first.layout().isCustom()) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      return false;
    }
    if (first.hint() != ResetHint.GAUGE || last.hint() != ResetHint.GAUGE) {
      notes.add(RangeNote.NOT_GAUGE);
    }
    subtract(last, first, Math.min(first.layout().schema(), last.layout().schema()));
    return true;
  }

  private boolean count(Window w, FloatHistogram first, FloatHistogram last) {
    history.advance(w);
    int second = w.histogramLo + 1;
    boolean fresh = !history.resets.isEmpty() && history.resets.first() == second;
    // Where the counter was reset right after the first histogram, that one's layout is no matter.
    FloatHistogram from = fresh ? nothing(w.histogram(second).layout()) : first;
    boolean custom = from.layout().isCustom();
    if (last.layout().isCustom() != custom) {
      if (first.hint() == ResetHint.GAUGE || last.hint() == ResetHint.GAUGE) {
        notes.add(RangeNote.NOT_COUNTER);
      }
      notes.add(RangeNote.MIXED_SCHEMAS);
      return false;
    }
    int schema = Math.min(from.layout().schema(), last.layout().schema());
    int changes = history.schemaChanges.size();
    int place = 0;
    for (int i = second; i < w.histogramHi - 1; ) {
      HistogramLayout between = w.histogram(i).layout();
      if (between.isCustom() != custom) {
        notes.add(RangeNote.MIXED_SCHEMAS);
        return false;
      }
      schema = Math.min(schema, between.schema());
      while (place < changes && history.schemaChanges.get(place) <= i) {
        place++;
      }
      i = place < changes ? history.schemaChanges.get(place) : w.histogramHi;
    }
    if (history.hasGauge(w)) {
      notes.add(RangeNote.NOT_COUNTER);
    }
    subtract(last, from, schema);
    addLost(w, from);
    takeBreaks(w, from);
    return true;
  }

  /** No observations in the buckets of another histogram. */
  private static FloatHistogram nothing(HistogramLayout like) {
    HistogramLayout layout =
        new HistogramLayout(
            like.schema(),
            0,
            HistogramLayout.NO_SPANS,
            HistogramLayout.NO_SPANS,
            like.customBounds());
    return new FloatHistogram(layout, ResetHint.UNKNOWN, 0, 0, 0, new double[0]);
  }

  private void subtract(FloatHistogram last, FloatHistogram from, int schema) {
    sum.clear();
    sum.add(last.toSchema(schema));
    if (AddOutcome.isBoundsReconciled(sum.subtract(from))) {
      notes.add(RangeNote.RECONCILED_IN_SUBTRACTION);
    }
  }

  /** Adds what had been counted before each reset, oldest first. */
  private void addLost(Window w, FloatHistogram from) {
    for (int i = 0; i < history.resets.size(); i++) {
      int index = history.resets.get(i);
      FloatHistogram before = w.histogram(index - 1);
      if (index == w.histogramLo + 1) {
        before = from;
        if (!w.histogram(index).isResetAfter(from)) {
          continue;
        }
      }
      if (AddOutcome.isBoundsReconciled(sum.add(before))) {
        notes.add(RangeNote.RECONCILED_IN_ADDITION);
      }
    }
  }

  /** Takes back what lies over breaks. */
  private void takeBreaks(Window w, FloatHistogram from) {
    for (int i = 0; i < history.breaks.size(); i++) {
      int index = history.breaks.get(i);
      sum.add(index == w.histogramLo + 1 ? from : w.histogram(index - 1));
      sum.subtract(w.histogram(index));
    }
  }
}
