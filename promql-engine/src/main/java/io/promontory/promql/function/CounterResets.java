package io.promontory.promql.function;

import io.promontory.promql.math.SlidingSum;

/**
 * Where a counter of floats fell within a window that slides forward over one series, or began anew
 * by its start times, and what was counted and lost there: at each fall, the value before it.
 */
final class CounterResets {
  /** Fewer losses than this are quicker to add up anew. */
  private static final int FEW = 16;

  private final IndexQueue falls = new IndexQueue();
  private final SlidingSum lost = new SlidingSum();

  /** Samples before this index have been looked at. */
  private int seen;

  void clear() {
    falls.clear();
    lost.clear();
    seen = 0;
  }

  /** Adds the losses inside the window to a difference, to the bits of adding the oldest first. */
  double addLost(Window w, double difference) {
    if (w.breaks != null) {
      return addOverBreaks(w, difference);
    }
    advance(w);
    int count = falls.size();
    if (count > FEW && lost.addsExactly(count, difference)) {
      return difference + lost.value();
    }
    double sum = difference;
    for (int i = 0; i < count; i++) {
      sum += w.values[falls.get(i) - 1];
    }
    return sum;
  }

  /** Takes back what lies over a break, be it a fall or a leap. */
  private static double addOverBreaks(Window w, double difference) {
    double sum = difference;
    for (int i = w.lo + 1; i < w.hi; i++) {
      double before = w.values[i - 1];
      if (w.isBreak(i)) {
        sum += before - w.values[i];
      } else if (w.values[i] < before
          || (w.startTimes != null && StartTimes.isReset(w.startTimes, w.timestamps, i))) {
        sum += before;
      }
    }
    return sum;
  }

  /** True where the counter falls neither in the window nor behind it up to an index. */
  boolean noneUpTo(Window w, int end) {
    double[] values = w.values;
    if (!falls.isEmpty()) {
      return false;
    }
    for (int i = Math.max(seen, w.lo + 1); i < end; i++) {
      if (values[i] < values[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private void advance(Window w) {
    double[] values = w.values;
    while (!falls.isEmpty() && falls.first() <= w.lo) {
      lost.remove(values[falls.first() - 1]);
      falls.dropFirst();
    }
    int from = Math.max(seen, w.lo + 1);
    long[] starts = w.startTimes;
    for (int i = from; i < w.hi; i++) {
      if (values[i] < values[i - 1]
          || (starts != null && StartTimes.isReset(starts, w.timestamps, i))) {
        falls.push(i);
        lost.add(values[i - 1]);
      }
    }
    seen = Math.max(from, w.hi);
  }
}
