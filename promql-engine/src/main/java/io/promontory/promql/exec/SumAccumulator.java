package io.promontory.promql.exec;

import io.promontory.promql.math.KahanSum;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/** {@code sum}, compensated (Neumaier's variant of Kahan's summation). */
final class SumAccumulator implements Accumulator {
  private final StepColumn sums;
  private final double[] compensations;
  private final HistogramGroup.Kind kind;
  private @Nullable HistogramGroup histograms;

  SumAccumulator(int steps, HistogramGroup.Kind kind) {
    this.kind = kind;
    sums = new StepColumn(steps);
    compensations = new double[steps];
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    if (column.histograms != null) {
      if (histograms == null) {
        histograms = new HistogramGroup(kind, column.steps());
      }
      histograms.take(labels, column, step -> sums.present[step]);
    }
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
    if (histograms != null) {
      histograms.finish(out);
    }
  }

  @Override
  public long held() {
    return histograms == null ? 0 : histograms.held();
  }
}
