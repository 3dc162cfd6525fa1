package io.promontory.series.histogram;

/**
 * A running mean of histograms, bit for bit as in Prometheus: a compensated sum divided by the
 * count, but an incremental mean from the first overflow on. Used by one thread.
 */
public final class HistogramMean {
  private HistogramSum sum = HistogramSum.compensated();
  private HistogramSum before = HistogramSum.compensated();
  private double count;
  private boolean incremental;

  /** True before the first histogram. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** Forgets everything, for another mean. */
  public void clear() {
    sum.clear();
    count = 0;
    incremental = false;
  }

  /** See {@link HistogramSum#hasConflictingResets}. */
  public boolean hasConflictingResets() {
    return sum.hasConflictingResets();
  }

  /**
   * Takes in a histogram.
   *
   * @return bits of {@link AddOutcome}; after {@link AddOutcome#MIXED_SCHEMAS} there is no mean
   */
  public int add(FloatHistogram histogram) {
    count++;
    if (count == 1) {
      return sum.add(histogram);
    }
    if (!incremental) {
      before.copyFrom(sum);
      int outcome = sum.add(histogram);
      if (!sum.hasOverflow() || AddOutcome.isMixedSchemas(outcome)) {
        return outcome;
      }
      HistogramSum overflown = sum;
      sum = before;
      before = overflown;
      incremental = true;
      sum.divide(count - 1);
    }
    sum.scale((count - 1) / count);
    return sum.add(histogram.divide(count));
  }

  /** The mean so far, with its empty buckets; the mean may go on. */
  public FloatHistogram toHistogram() {
    return sum.toHistogram(incremental ? 1 : count);
  }
}
