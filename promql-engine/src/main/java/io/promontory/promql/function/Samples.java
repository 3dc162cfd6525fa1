package io.promontory.promql.function;

import java.util.Arrays;

/** Searches in columns of samples. */
public final class Samples {
  private Samples() {}

  /** The first index in [from, to) with a later time, else {@code to}; times ascend strictly. */
  public static int firstAfter(long[] times, int from, int to, long time) {
    int at = Arrays.binarySearch(times, from, to, time);
    return at >= 0 ? at + 1 : -at - 1;
  }
}
