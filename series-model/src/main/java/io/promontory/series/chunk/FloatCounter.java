package io.promontory.series.chunk;

/**
 * Gives a chunk of a downsampled counter the shape of a counter again: it begins and ends with raw
 * values, so that what other chunks hold fits on either side, and grows from window to window by
 * exactly what was recorded.
 *
 * <p>In the chunk resets are taken out, so that it ends higher than the counter did, by what was
 * lost in resets. Where the values pass that amount, one reset is put back: a sample of that
 * amount, at the time when a straight line passes it, and all values after it lowered by it.
 */
final class FloatCounter {
  /** Less than this part of the total is rounding, not a reset. */
  private static final double ROUNDING = 1e-9;

  private FloatCounter() {}

  /**
   * Appends the values.
   *
   * @param totals the counter without resets
   * @param size how many of them there are, at least one
   * @param last the last raw value
   */
  static void append(SampleColumns totals, int size, double last, SampleColumns out) {
    double lost = totals.values[size - 1] - last;
    boolean reset = lost > ROUNDING * Math.abs(totals.values[size - 1]);
    boolean passed = false;
    for (int i = 0; i < size; i++) {
      double value = totals.values[i];
      long time = totals.timestamps[i];
      if (reset && !passed && value > lost) {
        passed = true;
        if (i > 0 && totals.values[i - 1] < lost) {
          passing(totals, i, lost, out);
        }
      }
      out.add(time, passed ? value - lost : value);
    }
  }

  private static void passing(SampleColumns totals, int at, double lost, SampleColumns out) {
    long before = totals.timestamps[at - 1];
    long length = totals.timestamps[at] - before;
    double from = totals.values[at - 1];
    double share = (lost - from) / (totals.values[at] - from);
    long time = before + Math.clamp(Math.round(share * length), 1, Math.max(1, length - 1));
    if (time < totals.timestamps[at]) {
      out.add(time, lost);
    }
  }
}
