package io.promontory.promql.function;

import io.promontory.series.labels.Labels;
import java.util.Arrays;

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
    private int[] queue = new int[64];
    private int head;
    private int tail;
    private int seen;

    Kernel(boolean max, boolean time) {
      this.sign = max ? 1 : -1;
      this.time = time;
    }

    @Override
    public void begin(Labels labels) {
      head = 0;
      tail = 0;
      seen = 0;
    }

    @Override
    public boolean apply(Window w) {
      if (w.lo == w.hi) {
        return false;
      }
      while (head < tail && queue[head] < w.lo) {
        head++;
      }
      for (int i = Math.max(seen, w.lo); i < w.hi; i++) {
        if (!Double.isNaN(w.values[i])) {
          push(w.values, i);
        }
      }
      seen = Math.max(seen, w.hi);
      int at = head < tail ? queue[head] : w.hi - 1;
      w.result = time ? w.timestamps[at] / 1000.0 : w.values[at];
      return true;
    }

    private void push(double[] values, int index) {
      double value = sign * values[index];
      while (head < tail && isWorse(sign * values[queue[tail - 1]], value)) {
        tail--;
      }
      if (tail == queue.length) {
        makeRoom();
      }
      queue[tail++] = index;
    }

    private boolean isWorse(double kept, double value) {
      return time ? kept <= value : kept < value;
    }

    private void makeRoom() {
      if (head > queue.length / 2) {
        System.arraycopy(queue, head, queue, 0, tail - head);
        tail -= head;
        head = 0;
      } else {
        queue = Arrays.copyOf(queue, queue.length * 2);
      }
    }
  }
}
