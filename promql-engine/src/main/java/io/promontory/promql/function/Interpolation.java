package io.promontory.promql.function;

/** Values between samples. */
public final class Interpolation {
  private Interpolation() {}

  /** The value at a time on the line through two samples; times in ms. */
  public static double between(long t1, double v1, long t2, double v2, long time) {
    return v1 + (v2 - v1) * (time - t1) / (t2 - t1);
  }

  /** As above, between a sample and the one behind it. */
  public static double between(long[] times, double[] values, int first, long time) {
    return between(times[first], values[first], times[first + 1], values[first + 1], time);
  }
}
