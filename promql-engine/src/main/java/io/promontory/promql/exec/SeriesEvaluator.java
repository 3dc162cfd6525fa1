package io.promontory.promql.exec;

import io.promontory.series.store.Series;

/**
 * Evaluates stored series one after another with buffers of its own; used by one thread at a time.
 */
interface SeriesEvaluator {
  /** Hands the consumer the series' values, if it has any. */
  void evaluate(Series series, SeriesConsumer consumer);
}
