package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * A function of an {@code anchored} selector that counts from sample to sample: the window begins
 * with its anchor, the newest sample at or before its left edge, be it a float or a histogram.
 */
record AnchoredKernel(RangeKernel kernel) implements RangeKernel {
  @Override
  public void begin(Labels labels) {
    kernel.begin(labels);
  }

  @Override
  public boolean apply(Window w) {
    int lo = w.lo;
    int histogramLo = w.histogramLo;
    int floats = Samples.firstAfter(w.timestamps, lo, w.hi, w.startMs);
    int histograms = Samples.firstAfter(w.histogramTimes, histogramLo, w.histogramHi, w.startMs);
    if (floats == w.hi && histograms == w.histogramHi) {
      return false;
    }
    boolean floatBefore = floats > lo;
    boolean histogramBefore = histograms > histogramLo;
    boolean floatAnchor =
        floatBefore
            && (!histogramBefore || w.timestamps[floats - 1] >= w.histogramTimes[histograms - 1]);
    w.lo = floatAnchor ? floats - 1 : floats;
    w.histogramLo = histogramBefore && !floatAnchor ? histograms - 1 : histograms;
    boolean hit = kernel.apply(w);
    w.lo = lo;
    w.histogramLo = histogramLo;
    return hit;
  }
}
