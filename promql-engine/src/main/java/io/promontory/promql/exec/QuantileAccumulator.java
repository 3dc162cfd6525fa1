package io.promontory.promql.exec;

import io.promontory.promql.math.Quantiles;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile}: holds every value of the group. */
final class QuantileAccumulator implements Accumulator {
  private final double[] quantiles;
  private final List<StepColumn> columns = new ArrayList<>();
  private long held;

  /** Takes one quantile for each step. */
  QuantileAccumulator(double[] quantiles) {
    this.quantiles = quantiles;
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    columns.add(column.copy());
    held += column.steps();
  }

  @Override
  public long held() {
    long more = held;
    held = 0;
    return more;
  }

  @Override
  public void finish(StepColumn out) {
    double[] values = new double[columns.size()];
    for (int step = 0; step < quantiles.length; step++) {
      int size = 0;
      for (StepColumn column : columns) {
        if (column.present[step]) {
          values[size++] = column.values[step];
        }
      }
      out.present[step] = size > 0;
      if (size > 0) {
        out.values[step] = Quantiles.quantile(quantiles[step], values, size);
      }
    }
  }
}
