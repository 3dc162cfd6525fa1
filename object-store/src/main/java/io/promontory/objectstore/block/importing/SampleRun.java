package io.promontory.objectstore.block.importing;

import java.util.Arrays;

/** Samples of one series in the order in which they came. */
final class SampleRun {
  private static final int LEAST_ROOM = 8;

  private long[] times = new long[LEAST_ROOM];
  private double[] values = new double[LEAST_ROOM];
  private int size;

  /** Adds a sample; returns how many bytes of memory more that took. */
  int add(long time, double value) {
    int grown = 0;
    if (size == times.length) {
      grown = size * (Long.BYTES + Double.BYTES);
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size++] = value;
    return grown;
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Bytes of memory of an empty run, with what surrounds it in a map. */
  static int leastBytes() {
    return 160 + LEAST_ROOM * (Long.BYTES + Double.BYTES);
  }
}
