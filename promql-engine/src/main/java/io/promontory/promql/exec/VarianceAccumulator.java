package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/**
 * {@code stdvar} and {@code stddev} of a population, by Welford's method (Technometrics 4 (1962),
 * 419-420). A group whose first value is NaN or infinite is NaN.
 */
final class VarianceAccumulator implements Accumulator {
  private final boolean root;
  private final double[] means;
  private final double[] squares;
  private final int[] counts;

  VarianceAccumulator(int steps, boolean root) {
    this.root = root;
    means = new double[steps];
    squares = new double[steps];
    counts = new int[steps];
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    for (int i = 0; i < means.length; i++) {
      if (column.present[i]) {
        double value = column.values[i];
        if (counts[i]++ == 0) {
          means[i] = value;
          squares[i] = Double.isFinite(value) ? 0 : Double.NaN;
        } else {
          double delta = value - means[i];
          means[i] += delta / counts[i];
          squares[i] += delta * (value - means[i]);
        }
      }
    }
  }

  @Override
  public void finish(StepColumn out) {
    for (int i = 0; i < means.length; i++) {
      out.present[i] = counts[i] > 0;
      double variance = squares[i] / counts[i];
      out.values[i] = root ? Math.sqrt(variance) : variance;
    }
  }
}
