package io.promontory.promql.plan;

/**
 * The evaluation times of a node: {@code startMs}, {@code startMs + stepMs}, ... up to {@code
 * endMs}.
 *
 * @param startMs first evaluation time, ms since the epoch
 * @param endMs upper bound, ms, inclusive; below {@code startMs} where there is no step
 * @param stepMs positive
 */
public record StepGrid(long startMs, long endMs, long stepMs) {
  public StepGrid {
    if (stepMs <= 0) {
      throw new IllegalArgumentException("a step of " + stepMs + " ms is not positive");
    }
  }

  public static StepGrid instant(long timeMs) {
    return new StepGrid(timeMs, timeMs, 1);
  }

  /** How many steps there are; 0 for none. */
  public long count() {
    return endMs < startMs ? 0 : (endMs - startMs) / stepMs + 1;
  }

  public boolean isEmpty() {
    return endMs < startMs;
  }

  /** The last evaluation time, at or before {@link #endMs}. */
  public long lastMs() {
    return startMs + (count() - 1) * stepMs;
  }

  /** The first step alone. */
  public StepGrid first() {
    return new StepGrid(startMs, startMs, stepMs);
  }

  /** The evaluation times of a grid that fits in an array. */
  public long[] times() {
    long[] times = new long[Math.toIntExact(count())];
    for (int i = 0; i < times.length; i++) {
      times[i] = startMs + i * stepMs;
    }
    return times;
  }
}
