package io.promontory.promql.function;

/** One window of one series, reused from step to step. Stale markers are not among the samples. */
public final class Window {
  private static final long[] NO_TIMES = {};
  private static final double[] NO_VALUES = {};

  /** Sample times of the series, ms since the epoch, strictly ascending. */
  public long[] timestamps = NO_TIMES;

  /** Sample values, parallel to {@link #timestamps}. */
  public double[] values = NO_VALUES;

  /** Index of the first sample inside. */
  public int lo;

  /** Index behind the last sample inside. */
  public int hi;

  /** Left edge in ms, itself outside the window, after {@code offset} and {@code @}. */
  public long startMs;

  /** Right edge in ms, itself inside the window, after {@code offset} and {@code @}. */
  public long endMs;

  /** The evaluation time of the step in ms, which {@code offset} and {@code @} do not move. */
  public long evalMs;

  /** The scalar arguments at this step, in the order of the call, the range vector left out. */
  public double[] scalars = NO_VALUES;

  /** Set by the kernel. */
  public double result;

  public int size() {
    return hi - lo;
  }
}
