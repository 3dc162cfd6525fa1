package io.promontory.promql.value;

import java.util.Arrays;

/**
 * The values of one evaluated series, one slot for each step of the evaluation. Reused from series
 * to series: whoever keeps one beyond the call that hands it over copies it.
 *
 * <p>A slot counts only where {@link #present} is true; the value of an absent slot means nothing.
 */
public final class StepColumn {
  public final double[] values;
  public final boolean[] present;

  public StepColumn(int steps) {
    values = new double[steps];
    present = new boolean[steps];
  }

  public int steps() {
    return values.length;
  }

  public void clear() {
    Arrays.fill(present, false);
  }

  public void set(int step, double value) {
    values[step] = value;
    present[step] = true;
  }

  /** How many slots are present. */
  public int count() {
    int count = 0;
    for (boolean slot : present) {
      count += slot ? 1 : 0;
    }
    return count;
  }

  public boolean isEmpty() {
    for (boolean slot : present) {
      if (slot) {
        return false;
      }
    }
    return true;
  }

  public void copyFrom(StepColumn other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    System.arraycopy(other.present, 0, present, 0, present.length);
  }
}
