package io.promontory.promql.engine;

/**
 * What a query took, by Prometheus' names ({@code stats} of the query API). Times are nanoseconds.
 *
 * @param totalQueryableSamples samples in all windows of all steps, overlaps counted each time
 * @param samplesRead stored samples read, each once
 * @param peakSamples most samples held at once
 */
public record QueryStats(
    long queryPreparationNanos,
    long innerEvalNanos,
    long resultSortNanos,
    long execQueueNanos,
    long execTotalNanos,
    long totalQueryableSamples,
    long samplesRead,
    long peakSamples) {
  /** The same of a query that waited before it began. */
  public QueryStats queued(long nanos) {
    return new QueryStats(
        queryPreparationNanos,
        innerEvalNanos,
        resultSortNanos,
        execQueueNanos + nanos,
        execTotalNanos + nanos,
        totalQueryableSamples,
        samplesRead,
        peakSamples);
  }
}
