package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/** {@code max} and {@code min}; NaN only where there is nothing else. */
final class ExtremeAccumulator implements Accumulator {
  private final boolean max;
  private final StepColumn extremes;

  ExtremeAccumulator(int steps, boolean max) {
    this.max = max;
    extremes = new StepColumn(steps);
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    double[] best = extremes.values;
    for (int i = 0; i < best.length; i++) {
      if (column.present[i]) {
        double value = column.values[i];
        boolean better = max ? best[i] < value : best[i] > value;
        if (!extremes.present[i] || better || Double.isNaN(best[i])) {
          best[i] = value;
          extremes.present[i] = true;
        }
      }
    }
  }

  @Override
  public void finish(StepColumn out) {
    out.copyFrom(extremes);
  }
}
