package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** {@code sum_over_time} and {@code avg_over_time}, of floats or of histograms but not of both. */
record TotalOverTime(boolean mean) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(site, mean);
  }

  private static final class Kernel implements RangeKernel {
    private final SeriesNotes notes;
    private final FloatTotal floats;
    private final HistogramTotal histograms;

    Kernel(CallSite site, boolean mean) {
      this.notes = new SeriesNotes(site);
      this.floats = new FloatTotal(mean);
      this.histograms = new HistogramTotal(mean, notes);
    }

    @Override
    public void begin(Labels labels) {
      notes.begin(labels);
      floats.begin();
    }

    @Override
    public boolean apply(Window w) {
      if (!w.hasHistograms()) {
        if (!w.hasFloats()) {
          return false;
        }
        w.result = floats.of(w);
        return true;
      } else if (w.hasFloats()) {
        notes.add(RangeNote.MIXED_WITH_FLOATS);
        return false;
      }
      w.histogramResult = histograms.of(w);
      return w.histogramResult != null;
    }
  }
}
