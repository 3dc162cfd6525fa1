package io.promontory.promql.function;

/** Range functions that need no state: each window's answer is a lookup at its edges. */
enum SampleFunction implements WindowFunction {
  COUNT {
    @Override
    void answer(Window w) {
      w.result = w.count();
    }
  },
  PRESENT {
    @Override
    void answer(Window w) {
      w.result = 1;
    }
  },
  FIRST {
    @Override
    void answer(Window w) {
      if (floatIsFirst(w)) {
        w.result = w.values[w.lo];
      } else {
        w.histogramResult = w.histogram(w.histogramLo);
      }
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  },
  LAST {
    @Override
    void answer(Window w) {
      if (floatIsLast(w)) {
        w.result = w.values[w.hi - 1];
      } else {
        w.histogramResult = w.histogram(w.histogramHi - 1);
      }
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  },
  TIME_OF_FIRST {
    @Override
    void answer(Window w) {
      long time = floatIsFirst(w) ? w.timestamps[w.lo] : w.histogramTimes[w.histogramLo];
      w.result = time / 1000.0;
    }
  },
  TIME_OF_LAST {
    @Override
    void answer(Window w) {
      long time = floatIsLast(w) ? w.timestamps[w.hi - 1] : w.histogramTimes[w.histogramHi - 1];
      w.result = time / 1000.0;
    }
  };

  /** Sets the result for a window that is not empty. */
  abstract void answer(Window w);

  private static boolean floatIsFirst(Window w) {
    return !w.hasHistograms()
        || (w.hasFloats() && w.timestamps[w.lo] < w.histogramTimes[w.histogramLo]);
  }

  private static boolean floatIsLast(Window w) {
    return !w.hasHistograms()
        || (w.hasFloats() && w.timestamps[w.hi - 1] > w.histogramTimes[w.histogramHi - 1]);
  }

  @Override
  public boolean apply(Window w) {
    if (w.size() == 0) {
      return false;
    }
    answer(w);
    return true;
  }
}
