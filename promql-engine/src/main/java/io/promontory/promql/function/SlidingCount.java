package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * {@code changes} and {@code resets}: how many samples of a window differ from their predecessor in
 * a certain way. The count follows the window's edges, so that each sample is looked at twice in
 * all.
 */
record SlidingCount(Event event) implements RangeFunction {
  /** What is counted. */
  enum Event {
    /** Another value; NaN equals NaN. */
    CHANGE,
    /** A smaller value. */
    RESET
  }

  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(event == Event.RESET);
  }

  private static final class Kernel implements RangeKernel {
    private final boolean onlyFalls;
    private int lo;
    private int hi;
    private int count;

    Kernel(boolean onlyFalls) {
      this.onlyFalls = onlyFalls;
    }

    @Override
    public void begin(Labels labels) {
      lo = 0;
      hi = 0;
      count = 0;
    }

    @Override
    public boolean apply(Window w) {
      if (w.lo == w.hi) {
        return false;
      }
      if (w.lo >= hi) {
        count = count(w.values, w.lo, w.hi);
      } else {
        count -= count(w.values, lo, w.lo + 1);
        count += count(w.values, hi - 1, w.hi);
      }
      lo = w.lo;
      hi = w.hi;
      w.result = count;
      return true;
    }

    /** Events among samples after the first one of a slice. */
    private int count(double[] values, int from, int to) {
      int events = 0;
      for (int i = from + 1; i < to; i++) {
        double value = values[i];
        double before = values[i - 1];
        boolean event =
            onlyFalls
                ? value < before
                : value != before && !(Double.isNaN(value) && Double.isNaN(before));
        events += event ? 1 : 0;
      }
      return events;
    }
  }
}
