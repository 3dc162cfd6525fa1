package io.promontory.promql.exec;

import io.promontory.promql.plan.StepGrid;

/** Evaluation times as values. */
final class EvalTimes {
  private EvalTimes() {}

  /** The time of each step in seconds since the epoch. */
  static double[] seconds(StepGrid grid) {
    double[] values = new double[Evaluation.steps(grid)];
    for (int step = 0; step < values.length; step++) {
      values[step] = (grid.startMs() + step * grid.stepMs()) / 1000.0;
    }
    return values;
  }
}
