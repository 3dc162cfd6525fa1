package io.promontory.promql.function;

/**
 * How much of a window its samples cover, and by what factor a difference between the first and the
 * last of them grows when it is extrapolated to the edges. Times in seconds.
 *
 * <p>Of a series that is sampled regularly, most windows lie alike over their samples, and all of
 * the divisions have the results of the window before: they are kept.
 */
final class Coverage {
  /** A gap to an edge of up to this many mean sample distances counts as covered. */
  private static final double COVERED = 1.1;

  private long startGapMs = -1;
  private long sampledMs = -1;
  private long endGapMs = -1;
  private long perMs = -1;
  private int distances = -1;

  /** From the first sample to the last. */
  double sampled;

  /** How far to extrapolate before the first sample. */
  double toStart;

  private double toEnd;
  private double divisor;

  /** What to multiply a difference by. */
  double factor;

  /**
   * Measures a window.
   *
   * @param newStartGapMs from the start of the window to its first sample
   * @param newSampledMs from there to its last sample
   * @param newEndGapMs from there to the end of the window
   * @param newDistances how many samples there are, less one
   * @param newPerMs what to divide by for a rate, 0 for none
   */
  void measure(
      long newStartGapMs, long newSampledMs, long newEndGapMs, int newDistances, long newPerMs) {
    if (newStartGapMs != startGapMs
        || newSampledMs != sampledMs
        || newEndGapMs != endGapMs
        || newDistances != distances
        || newPerMs != perMs) {
      startGapMs = newStartGapMs;
      sampledMs = newSampledMs;
      endGapMs = newEndGapMs;
      distances = newDistances;
      perMs = newPerMs;
      compute();
    }
  }

  private void compute() {
    sampled = sampledMs / 1000.0;
    double meanDistance = sampled / distances;
    double threshold = meanDistance * COVERED;
    toStart = startGapMs / 1000.0;
    if (toStart >= threshold) {
      toStart = meanDistance / 2;
    }
    toEnd = endGapMs / 1000.0;
    if (toEnd >= threshold) {
      toEnd = meanDistance / 2;
    }
    divisor = seconds(perMs);
    factor = factor(toStart);
  }

  /** The factor where the extrapolation before the first sample is another. */
  double factor(double otherToStart) {
    double grown = (sampled + otherToStart + toEnd) / sampled;
    return perMs == 0 ? grown : grown / divisor;
  }

  /**
   * The factor where the value was 0 at a known time inside the window: nothing is extrapolated
   * before that.
   *
   * @param newSampledMs from the first sample to the last
   * @param sampledFromZeroMs from that time to the last sample
   * @param newEndGapMs from there to the end of the window
   * @param newDistances how many samples there are, less one; may be 0
   * @param newPerMs what to divide by for a rate, 0 for none
   */
  static double factorFromZero(
      long newSampledMs,
      long sampledFromZeroMs,
      long newEndGapMs,
      int newDistances,
      long newPerMs) {
    double meanDistance = newDistances == 0 ? 0 : newSampledMs / 1000.0 / newDistances;
    double fromZero = sampledFromZeroMs / 1000.0;
    double toEnd = newEndGapMs / 1000.0;
    if (toEnd >= meanDistance * COVERED) {
      toEnd = meanDistance / 2;
    }
    double grown = (fromZero + toEnd) / fromZero;
    return newPerMs == 0 ? grown : grown / seconds(newPerMs);
  }

  /** Whole seconds plus fraction: rounds as Go's durations do, unlike one division. */
  static double seconds(long ms) {
    return ms / 1000 + ms % 1000 * 1e6 / 1e9;
  }
}
