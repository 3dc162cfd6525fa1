package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference over a window, for counters with
 * resets undone, extrapolated to the window's edges.
 *
 * <p>The samples inside a window are not read again at every step: the kernel keeps where the
 * counter fell and adds the values before those falls in order, which gives the bits of a full
 * scan.
 */
record ExtrapolatedRate(boolean counter, boolean perSecond) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(site, counter, perSecond);
  }

  private static final class Kernel implements RangeKernel {
    private final CallSite site;
    private final boolean counter;
    private final boolean perSecond;
    private final CounterResets resets = new CounterResets();
    private final Coverage coverage = new Coverage();
    private Labels labels = Labels.EMPTY;
    private boolean nameChecked;

    Kernel(CallSite site, boolean counter, boolean perSecond) {
      this.site = site;
      this.counter = counter;
      this.perSecond = perSecond;
    }

    @Override
    public void begin(Labels newLabels) {
      labels = newLabels;
      nameChecked = !counter;
      resets.clear();
    }

    @Override
    public boolean apply(Window w) {
      int last = w.hi - 1;
      if (last <= w.lo) {
        return false;
      }
      double first = w.values[w.lo];
      double difference = w.values[last] - first;
      if (counter) {
        difference = resets.addLost(w, difference);
      }
      w.result = difference * factor(w, last, first, difference);
      if (!nameChecked) {
        nameChecked = true;
        CounterName.check(labels, site);
      }
      return true;
    }

    private double factor(Window w, int last, double first, double difference) {
      long start = w.startMs;
      Coverage covered = coverage;
      covered.measure(
          w.timestamps[w.lo] - start,
          w.timestamps[last] - w.timestamps[w.lo],
          w.endMs - w.timestamps[last],
          last - w.lo,
          perSecond ? w.endMs - start : 0);
      // No counter was ever below zero: do not extrapolate past where this one would cross it. That
      // is behind the start wherever the first value is no less than the difference.
      if (counter
          && difference > 0
          && first >= 0
          && (first < difference || covered.toStart > covered.sampled)) {
        double toZero = covered.sampled * (first / difference);
        if (toZero < covered.toStart) {
          return covered.factor(toZero);
        }
      }
      return covered.factor;
    }
  }
}
