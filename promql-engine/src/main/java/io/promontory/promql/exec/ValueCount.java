package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Arrays;

/**
 * How many elements of one group have one value, step by step. Most values are rare, so steps are
 * listed until there are many of them.
 */
final class ValueCount {
  private static final int MOST_LISTED = 16;

  final Labels labels;

  /** Steps with a count, ascending; or, once there are many, all of them. */
  private int[] steps = new int[2];

  private double[] counts = new double[2];
  private int size;
  private boolean all;

  ValueCount(Labels labels) {
    this.labels = labels;
  }

  /**
   * Counts one more element.
   *
   * @param of all steps
   * @return how many counts more are held
   */
  int add(int step, int of) {
    if (all) {
      counts[step]++;
      return 0;
    }
    int at = size;
    while (at > 0 && steps[at - 1] > step) {
      at--;
    }
    if (at > 0 && steps[at - 1] == step) {
      counts[at - 1]++;
      return 0;
    } else if (size == MOST_LISTED) {
      return spread(of) + add(step, of);
    }
    insert(at, step);
    return 1;
  }

  private void insert(int at, int step) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(steps, at, steps, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    steps[at] = step;
    counts[at] = 1;
    size++;
  }

  private int spread(int of) {
    double[] spread = new double[of];
    for (int i = 0; i < size; i++) {
      spread[steps[i]] = counts[i];
    }
    counts = spread;
    all = true;
    return of - size;
  }

  /** Fills a column. */
  void copyTo(StepColumn column) {
    column.clear();
    for (int i = 0; i < (all ? counts.length : size); i++) {
      if (counts[i] > 0) {
        column.set(all ? i : steps[i], counts[i]);
      }
    }
  }
}
