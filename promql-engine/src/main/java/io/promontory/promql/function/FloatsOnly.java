package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * A function that knows floats only: histograms are passed over, with an info where there are
 * floats beside them.
 */
record FloatsOnly(RangeFunction function) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(function.kernel(site), new SeriesNotes(site));
  }

  @Override
  public boolean dropsName() {
    return function.dropsName();
  }

  private record Kernel(RangeKernel floats, SeriesNotes notes) implements RangeKernel {
    @Override
    public void begin(Labels labels) {
      floats.begin(labels);
      notes.begin(labels);
    }

    @Override
    public boolean apply(Window w) {
      if (w.hasHistograms() && w.hasFloats()) {
        notes.add(RangeNote.IGNORED);
      }
      return floats.apply(w);
    }
  }
}
