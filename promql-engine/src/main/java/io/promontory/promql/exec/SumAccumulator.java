package io.promontory.promql.exec;

import io.promontory.promql.math.KahanSum;
import io.promontory.promql.value.StepColumn;

/** {@code sum}, compensated (Neumaier's variant of Kahan's summation). */
final class SumAccumulator implements Accumulator {
  private final StepColumn sums;
  private final double[] compensations;

  SumAccumulator(int steps) {
    sums = new StepColumn(steps);
    compensations = new double[steps];
  }

  @Override
  public void add(StepColumn column) {
    double[] values = column.values;
    boolean[] present = column.present;
    double[] sum = sums.values;
    boolean[] seen = sums.present;
    for (int i = 0; i < values.length; i++) {
      if (present[i]) {
        double value = values[i];
        if (seen[i]) {
          double next = sum[i] + value;
          compensations[i] = KahanSum.compensate(sum[i], value, next, compensations[i]);
          sum[i] = next;
        } else {
          seen[i] = true;
          sum[i] = value;
        }
      }
    }
  }

  @Override
  public void finish(StepColumn out) {
    out.copyFrom(sums);
    for (int i = 0; i < compensations.length; i++) {
      out.values[i] += compensations[i];
    }
  }
}
