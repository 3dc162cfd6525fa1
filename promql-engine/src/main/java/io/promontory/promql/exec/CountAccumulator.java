package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/** {@code count}, and {@code group}, which is 1 wherever the count is not 0. */
final class CountAccumulator implements Accumulator {
  private final boolean onlyOne;
  private final int[] counts;

  CountAccumulator(int steps, boolean onlyOne) {
    this.onlyOne = onlyOne;
    counts = new int[steps];
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += column.present[i] ? 1 : 0;
    }
  }

  @Override
  public void finish(StepColumn out) {
    for (int i = 0; i < counts.length; i++) {
      out.present[i] = counts[i] > 0;
      out.values[i] = onlyOne ? 1 : counts[i];
    }
  }
}
