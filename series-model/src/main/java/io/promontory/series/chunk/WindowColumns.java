package io.promontory.series.chunk;

import java.util.Arrays;

/** Of samples that stand for a window of samples: how long it is, and how many it had. */
public final class WindowColumns {
  /** ms of each sample's window; 0 for a sample that stands for itself. */
  public long[] widths = {};

  /** Samples that each window had; 0 for a sample that stands for itself or if that is unknown. */
  public double[] counts = {};

  /** How many samples one stands for. */
  public double count(int at) {
    return counts[at] > 0 ? counts[at] : 1;
  }

  void reset(int capacity) {
    if (widths.length < capacity) {
      widths = new long[capacity];
      counts = new double[capacity];
    } else {
      clear(0, widths.length);
    }
  }

  void grow(int capacity) {
    widths = Arrays.copyOf(widths, capacity);
    counts = Arrays.copyOf(counts, capacity);
  }

  void clear(int from, int to) {
    Arrays.fill(widths, from, to, 0);
    Arrays.fill(counts, from, to, 0);
  }

  void move(int from, int to, int count) {
    System.arraycopy(widths, from, widths, to, count);
    System.arraycopy(counts, from, counts, to, count);
  }

  void copy(WindowColumns from, int start, int to, int count) {
    System.arraycopy(from.widths, start, widths, to, count);
    System.arraycopy(from.counts, start, counts, to, count);
  }

  /** Says for what a sample stands. */
  public void set(int at, long width, double count) {
    widths[at] = width;
    counts[at] = count;
  }
}
