package io.promontory.promql.exec;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramMean;
import io.promontory.series.histogram.HistogramSum;

/** The running sum or mean of the histograms of one group at one step. */
interface HistogramTotal {
  /** Takes in a histogram; gives bits of {@link io.promontory.series.histogram.AddOutcome}. */
  int add(FloatHistogram histogram);

  boolean hasConflictingResets();

  FloatHistogram result();

  /** For {@code sum}. */
  record Sum(HistogramSum sum) implements HistogramTotal {
    Sum() {
      this(HistogramSum.compensated());
    }

    @Override
    public int add(FloatHistogram histogram) {
      return sum.add(histogram);
    }

    @Override
    public boolean hasConflictingResets() {
      return sum.hasConflictingResets();
    }

    @Override
    public FloatHistogram result() {
      return sum.toHistogram();
    }
  }

  /** For {@code avg}. */
  record Mean(HistogramMean mean) implements HistogramTotal {
    Mean() {
      this(new HistogramMean());
    }

    @Override
    public int add(FloatHistogram histogram) {
      return mean.add(histogram);
    }

    @Override
    public boolean hasConflictingResets() {
      return mean.hasConflictingResets();
    }

    @Override
    public FloatHistogram result() {
      return mean.toHistogram();
    }
  }
}
