package io.promontory.promql.function;

import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** Sums and lines of native histograms, with notes about what could not be done as it should. */
record HistogramLine(SeriesNotes notes) {
  /** Adds to a sum; false where the schemas do not go together. */
  boolean add(HistogramSum sum, FloatHistogram histogram) {
    return note(sum.add(histogram), RangeNote.RECONCILED_IN_ADDITION);
  }

  /** Subtracts from a sum; false where the schemas do not go together. */
  boolean subtract(HistogramSum sum, FloatHistogram histogram) {
    return note(sum.subtract(histogram), RangeNote.RECONCILED_IN_SUBTRACTION);
  }

  private boolean note(int outcome, RangeNote reconciled) {
    if (AddOutcome.isMixedSchemas(outcome)) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      return false;
    }
    if (AddOutcome.isBoundsReconciled(outcome)) {
      notes.add(reconciled);
    }
    return true;
  }

  /**
   * The histogram at a time on the line through two samples; a counter that was reset between them
   * began at nothing. Null where the schemas do not go together.
   */
  @Nullable FloatHistogram between(
      long t1, FloatHistogram h1, long t2, FloatHistogram h2, long time, boolean counter) {
    if (time == t1) {
      return h1;
    } else if (time == t2) {
      return h2;
    }
    double fraction = (double) (time - t1) / (t2 - t1);
    if (counter && h2.isResetAfter(h1)) {
      return h2.multiply(fraction);
    }
    HistogramSum difference = HistogramSum.plain(h2);
    if (!subtract(difference, h1)) {
      return null;
    }
    HistogramSum value = HistogramSum.plain(difference.toHistogram().multiply(fraction));
    return add(value, h1) ? value.toHistogram() : null;
  }

  /** As above, between a histogram of a window and the one behind it. */
  @Nullable FloatHistogram between(Window w, int first, long time, boolean counter) {
    if (counter && w.isHistogramBreak(first + 1)) {
      return w.histogram(time == w.startMs ? first + 1 : first);
    }
    return between(
        w.histogramTimes[first],
        w.histogram(first),
        w.histogramTimes[first + 1],
        w.histogram(first + 1),
        time,
        counter);
  }
}
