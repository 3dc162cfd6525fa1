package io.promontory.promql.function;

import java.util.Arrays;

/**
 * Where a counter fell within a window that slides forward over one series: a queue of the indexes
 * of samples below their predecessor, of which the front leaves with the window.
 */
final class CounterResets {
  private int[] falls = new int[16];
  private int head;
  private int tail;

  /** Samples before this index have been looked at. */
  private int seen;

  void clear() {
    head = 0;
    tail = 0;
    seen = 0;
  }

  /**
   * Adds, oldest first, the value before each fall inside the window, since that much was counted
   * and lost.
   */
  double addLost(Window w, double difference) {
    advance(w);
    double sum = difference;
    for (int i = head; i < tail; i++) {
      sum += w.values[falls[i] - 1];
    }
    return sum;
  }

  private void advance(Window w) {
    double[] values = w.values;
    int from = Math.max(seen, w.lo + 1);
    for (int i = from; i < w.hi; i++) {
      if (values[i] < values[i - 1]) {
        push(i);
      }
    }
    seen = Math.max(from, w.hi);
    while (head < tail && falls[head] <= w.lo) {
      head++;
    }
  }

  private void push(int index) {
    if (tail == falls.length) {
      if (head > falls.length / 2) {
        System.arraycopy(falls, head, falls, 0, tail - head);
        tail -= head;
        head = 0;
      } else {
        falls = Arrays.copyOf(falls, falls.length * 2);
      }
    }
    falls[tail++] = index;
  }
}
