package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;

/**
 * What happened among the histograms of a window that slides forward over one series. Each of them
 * is looked at once, beside the one before it.
 */
final class HistogramHistory {
  /** Histograms that follow a reset of the counter since the one before, which is inside too. */
  final IndexQueue resets = new IndexQueue();

  /** Histograms of another schema than the one before, which is inside too. */
  final IndexQueue schemaChanges = new IndexQueue();

  /** Histograms that count nothing since the one before, which is inside too; not resets. */
  final IndexQueue breaks = new IndexQueue();

  private int lastGauge;
  private int seen;

  /** A new series follows. */
  void begin() {
    resets.clear();
    schemaChanges.clear();
    breaks.clear();
    lastGauge = -1;
    seen = 0;
  }

  /** Takes in what a window holds that lies further on in the same series. */
  void advance(Window w) {
    int lo = w.histogramLo;
    resets.dropBelow(lo + 1);
    schemaChanges.dropBelow(lo + 1);
    breaks.dropBelow(lo + 1);
    for (int i = Math.max(seen, lo); i < w.histogramHi; i++) {
      FloatHistogram histogram = w.histogram(i);
      if (histogram.hint() == ResetHint.GAUGE) {
        lastGauge = i;
      }
      if (i > lo) {
        compare(w, w.histogram(i - 1), histogram, i);
      }
    }
    seen = w.histogramHi;
  }

  private void compare(Window w, FloatHistogram before, FloatHistogram histogram, int index) {
    if (histogram.layout().schema() != before.layout().schema()) {
      schemaChanges.push(index);
    }
    if (w.isHistogramBreak(index)) {
      breaks.push(index);
    } else if (StartTimes.isReset(w.histogramStartTimes, w.histogramTimes, index)
        || histogram.isResetAfter(before)) {
      resets.push(index);
    }
  }

  boolean hasGauge(Window w) {
    return lastGauge >= w.histogramLo;
  }
}
