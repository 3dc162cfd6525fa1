package io.promontory.promql.function;

import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;

/** {@code irate} and {@code idelta}: from the last two samples of a window, of whatever kind. */
record InstantRate(boolean counter) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(counter, new SeriesNotes(site));
  }

  private record Kernel(boolean counter, SeriesNotes notes) implements RangeKernel {
    @Override
    public void begin(Labels labels) {
      notes.begin(labels);
    }

    @Override
    public boolean apply(Window w) {
      int last = w.hi - 1;
      if (!w.hasHistograms()) {
        return last > w.lo && ofFloats(w, last);
      }
      int lastHistogram = w.histogramHi - 1;
      if (!w.hasFloats()) {
        return lastHistogram > w.histogramLo && ofHistograms(w, lastHistogram);
      }
      if (last > w.lo && w.timestamps[last - 1] > w.histogramTimes[lastHistogram]) {
        return ofFloats(w, last);
      } else if (lastHistogram > w.histogramLo
          && w.histogramTimes[lastHistogram - 1] > w.timestamps[last]) {
        return ofHistograms(w, lastHistogram);
      }
      notes.add(RangeNote.MIXED_WITH_FLOATS);
      return false;
    }

    private boolean ofFloats(Window w, int last) {
      double value = w.values[last];
      double before = w.values[last - 1];
      boolean reset =
          counter && (value < before || StartTimes.isReset(w.startTimes, w.timestamps, last));
      double difference = reset ? value : value - before;
      if (counter && w.isBreak(last)) {
        difference = 0;
      }
      w.result = counter ? difference / seconds(w.timestamps, last) : difference;
      return true;
    }

    private boolean ofHistograms(Window w, int last) {
      FloatHistogram value = w.histogram(last);
      FloatHistogram before = w.histogram(last - 1);
      noteKind(value.hint() == ResetHint.GAUGE, before.hint() == ResetHint.GAUGE);
      FloatHistogram difference = value;
      boolean reset =
          counter
              && (StartTimes.isReset(w.histogramStartTimes, w.histogramTimes, last)
                  || value.isResetAfter(before));
      if (counter && w.isHistogramBreak(last)) {
        reset = true;
        difference = value.multiply(0);
      }
      if (!reset) {
        HistogramSum sum = HistogramSum.plain(value);
        int outcome = sum.subtract(before);
        if (AddOutcome.isMixedSchemas(outcome)) {
          notes.add(RangeNote.MIXED_SCHEMAS);
          return false;
        } else if (AddOutcome.isBoundsReconciled(outcome)) {
          notes.add(RangeNote.RECONCILED_IN_SUBTRACTION);
        }
        difference = sum.toHistogram();
      }
      difference = difference.withHint(ResetHint.GAUGE).compact();
      w.histogramResult = counter ? difference.divide(seconds(w.histogramTimes, last)) : difference;
      return true;
    }

    private void noteKind(boolean gauge, boolean gaugeBefore) {
      if (counter && (gauge || gaugeBefore)) {
        notes.add(RangeNote.NOT_COUNTER);
      } else if (!counter && !(gauge && gaugeBefore)) {
        notes.add(RangeNote.NOT_GAUGE);
      }
    }

    private static double seconds(long[] times, int last) {
      return (times[last] - times[last - 1]) / 1000.0;
    }
  }
}
