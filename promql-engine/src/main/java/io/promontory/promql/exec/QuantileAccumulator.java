package io.promontory.promql.exec;

import io.promontory.promql.math.Quantiles;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile}: holds every value of the group. */
final class QuantileAccumulator implements Accumulator {
  /**
   * The values of some series, step by step, so that those of a step lie side by side.
   *
   * @param counts how many values each step has
   */
  private record Block(int rows, double[] values, int[] counts) {
    Block(int rows, int steps) {
      this(rows, new double[rows * steps], new int[steps]);
    }

    void add(StepColumn column) {
      for (int step = 0; step < counts.length; step++) {
        if (column.present[step]) {
          values[step * rows + counts[step]++] = column.values[step];
        }
      }
    }

    int copy(int step, double[] to, int at) {
      System.arraycopy(values, step * rows, to, at, counts[step]);
      return at + counts[step];
    }
  }

  private final double[] quantiles;
  private final List<Block> blocks = new ArrayList<>();
  private int series;
  private int room;
  private long held;

  /** Takes one quantile for each step. */
  QuantileAccumulator(double[] quantiles) {
    this.quantiles = quantiles;
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    if (series == room) {
      // As many as there are: a group of one series has room for one.
      int rows = Math.clamp(series, 1, BatchSize.series(column.steps()));
      blocks.add(new Block(rows, column.steps()));
      room += rows;
      held += (long) rows * column.steps();
    }
    blocks.getLast().add(column);
    series++;
  }

  @Override
  public long held() {
    long more = held;
    held = 0;
    return more;
  }

  @Override
  public void finish(StepColumn out) {
    double[] values = new double[series];
    for (int step = 0; step < quantiles.length; step++) {
      int size = 0;
      for (Block block : blocks) {
        size = block.copy(step, values, size);
      }
      out.present[step] = size > 0;
      if (size > 0) {
        out.values[step] = Quantiles.quantile(quantiles[step], values, size);
      }
    }
  }
}
