package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/** What stands in for the series that one side of a join misses ({@code fill}). */
final class Filler {
  private Filler() {}

  /** A series with the labels of a match key, present where no series of that key is. */
  static EvaluatedSeries series(Labels key, double value, boolean[] present) {
    StepColumn column = new StepColumn(present.length);
    for (int step = 0; step < present.length; step++) {
      column.values[step] = value;
      column.present[step] = !present[step];
    }
    return new EvaluatedSeries(key, false, column);
  }

  /** Adds the steps where a series is present. */
  static void mark(boolean[] present, StepColumn column) {
    for (int step = 0; step < present.length; step++) {
      present[step] |= column.present[step];
    }
  }
}
