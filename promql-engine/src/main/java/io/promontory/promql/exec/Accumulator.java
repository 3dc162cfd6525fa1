package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/**
 * What one group of an aggregation has gathered so far, step by step. Series come in the order of
 * the input.
 */
interface Accumulator {
  /** Adds a series; may write to the column. */
  void add(Labels labels, StepColumn column);

  /** Writes the values of the group; every slot is set or cleared. */
  void finish(StepColumn out);

  /** How many samples are held more since the last call; for the query's budget. */
  default long held() {
    return 0;
  }
}
