package io.promontory.promql.function;

import io.promontory.series.chunk.WindowColumns;
import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramMean;
import io.promontory.series.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** The sum or mean of the histograms of a window, each window added up anew. */
final class HistogramTotal {
  private final boolean mean;
  private final SeriesNotes notes;
  private final HistogramSum sum = HistogramSum.compensated();
  private final HistogramMean average = new HistogramMean();

  HistogramTotal(boolean mean, SeriesNotes notes) {
    this.mean = mean;
    this.notes = notes;
  }

  /** Of the histograms inside, of which there is one at least; null where they do not mix. */
  @Nullable FloatHistogram of(Window w) {
    WindowColumns windows = w.histogramWindows;
    if (mean && windows != null) {
      return weighted(w, windows);
    }
    sum.clear();
    average.clear();
    int outcomes = 0;
    for (int i = w.histogramLo; i < w.histogramHi; i++) {
      FloatHistogram histogram = w.histogram(i);
      outcomes |= mean ? average.add(histogram) : sum.add(histogram);
      if (AddOutcome.isMixedSchemas(outcomes)) {
        notes.add(RangeNote.MIXED_SCHEMAS);
        return null;
      }
    }
    if (AddOutcome.isBoundsReconciled(outcomes)) {
      notes.add(RangeNote.RECONCILED_IN_AGGREGATION);
    }
    if (mean ? average.hasConflictingResets() : sum.hasConflictingResets()) {
      notes.add(RangeNote.CONFLICTING_RESETS);
    }
    return mean ? average.toHistogram() : sum.toHistogram();
  }

  /** The mean of the samples behind windows; null where they do not mix. */
  private @Nullable FloatHistogram weighted(Window w, WindowColumns windows) {
    sum.clear();
    double count = 0;
    int outcomes = 0;
    for (int i = w.histogramLo; i < w.histogramHi; i++) {
      double n = windows.count(i);
      outcomes |= sum.add(w.histogram(i).multiply(n));
      count += n;
    }
    if (AddOutcome.isMixedSchemas(outcomes)) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      return null;
    }
    return sum.toHistogram().divide(count);
  }
}
