package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** {@code irate} of floats whose start times are known. */
record StartTimeInstantRate(RangeKernel without) implements RangeKernel {
  @Override
  public void begin(Labels labels) {
    without.begin(labels);
  }

  @Override
  public boolean apply(Window w) {
    int last = w.hi - 1;
    boolean told =
        last > w.lo
            && w.histogramLo == w.histogramHi
            && StartTimes.isReset(w.startTimes, w.timestamps, last);
    if (!told) {
      return without.apply(w);
    }
    w.result = w.values[last] / ((w.timestamps[last] - w.timestamps[last - 1]) / 1000.0);
    return true;
  }
}
