package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** {@code irate} and {@code idelta}: from the last two samples of a window. */
record InstantRate(boolean counter) implements RangeFunction, RangeKernel {
  @Override
  public RangeKernel kernel(CallSite site) {
    return this;
  }

  @Override
  public void begin(Labels labels) {}

  @Override
  public boolean apply(Window w) {
    int last = w.hi - 1;
    if (last <= w.lo) {
      return false;
    }
    double value = w.values[last];
    double before = w.values[last - 1];
    double difference = counter && value < before ? value : value - before;
    w.result =
        counter
            ? difference / ((w.timestamps[last] - w.timestamps[last - 1]) / 1000.0)
            : difference;
    return true;
  }
}
