package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/** Range functions that need no state: each window's answer is a lookup at its edges. */
enum SampleFunction implements RangeFunction, RangeKernel {
  COUNT {
    @Override
    double of(Window w) {
      return w.hi - w.lo;
    }
  },
  PRESENT {
    @Override
    double of(Window w) {
      return 1;
    }
  },
  FIRST {
    @Override
    double of(Window w) {
      return w.values[w.lo];
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  },
  LAST {
    @Override
    double of(Window w) {
      return w.values[w.hi - 1];
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  },
  TIME_OF_FIRST {
    @Override
    double of(Window w) {
      return w.timestamps[w.lo] / 1000.0;
    }
  },
  TIME_OF_LAST {
    @Override
    double of(Window w) {
      return w.timestamps[w.hi - 1] / 1000.0;
    }
  };

  abstract double of(Window w);

  @Override
  public RangeKernel kernel(CallSite site) {
    return this;
  }

  @Override
  public void begin(Labels labels) {}

  @Override
  public boolean apply(Window w) {
    if (w.lo == w.hi) {
      return false;
    }
    w.result = of(w);
    return true;
  }
}
