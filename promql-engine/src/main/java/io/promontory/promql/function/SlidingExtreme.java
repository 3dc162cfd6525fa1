package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * {@code max_over_time}, {@code min_over_time} and the times of these extremes.
 *
 * <p>A monotonic queue holds the indexes that may still become the extreme of a later window: a new
 * sample drives out all worse ones at the back, the front leaves with the window. NaN counts only
 * where a window holds nothing else. Of equal samples the first gives the value (so a zero keeps
 * its sign) and the last gives the time.
 */
record SlidingExtreme(boolean max, boolean time) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(max, time);
  }

  private static final class Kernel implements RangeKernel {
    private final double sign;
    private final boolean time;
    private final IndexQueue queue = new IndexQueue();
    private int seen;

    Kernel(boolean max, boolean time) {
      this.sign = max ? 1 : -1;
      this.time = time;
    }

    @Override
    public void begin(Labels labels) {
      queue.clear();
      seen = 0;
    }

    @Override
    public boolean apply(Window w) {
      if (!w.hasFloats()) {
        return false;
      }
      queue.dropBelow(w.lo);
      for (int i = Math.max(seen, w.lo); i < w.hi; i++) {
        if (!Double.isNaN(w.values[i])) {
          push(w.values, i);
        }
      }
      seen = Math.max(seen, w.hi);
      int at = queue.isEmpty() ? w.hi - 1 : queue.first();
      w.result = time ? w.timestamps[at] / 1000.0 : w.values[at];
      return true;
    }

    private void push(double[] values, int index) {
      double value = sign * values[index];
      while (!queue.isEmpty() && isWorse(sign * values[queue.last()], value)) {
        queue.dropLast();
      }
      queue.push(index);
    }

    private boolean isWorse(double kept, double value) {
      return time ? kept <= value : kept < value;
    }
  }
}
