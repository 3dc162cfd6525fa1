package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** {@code resets} of floats whose start times are known. */
record StartTimeCount(RangeKernel without) implements RangeKernel {
  @Override
  public void begin(Labels labels) {
    without.begin(labels);
  }

  @Override
  public boolean apply(Window w) {
    long[] starts = w.startTimes;
    if (starts == null || w.lo == w.hi || w.histogramLo < w.histogramHi) {
      return without.apply(w);
    }
    int resets = 0;
    for (int i = w.lo + 1; i < w.hi; i++) {
      boolean reset = w.values[i] < w.values[i - 1] || StartTimes.isReset(starts, w.timestamps, i);
      resets += reset ? 1 : 0;
    }
    w.result = resets;
    return true;
  }
}
