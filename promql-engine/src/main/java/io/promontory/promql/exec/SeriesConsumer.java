package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/** Takes evaluated series, in order. Used by one thread at a time. */
interface SeriesConsumer {
  /**
   * Takes one series.
   *
   * @param nameDropped true where the name has yet to be taken away at the end (only with delayed
   *     name removal)
   * @param column at least one slot is present; the consumer may write to it, and keeps none of it
   */
  void accept(Labels labels, boolean nameDropped, StepColumn column);
}
