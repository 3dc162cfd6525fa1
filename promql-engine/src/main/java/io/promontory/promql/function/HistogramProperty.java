package io.promontory.promql.function;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * {@code histogram_count}, {@code histogram_sum} and their kin: a property of a native histogram.
 * Floats, classic buckets among them, have none and yield nothing.
 */
enum HistogramProperty implements VectorFunction {
  COUNT {
    @Override
    double of(FloatHistogram histogram) {
      return histogram.count();
    }
  },
  SUM {
    @Override
    double of(FloatHistogram histogram) {
      return histogram.sum();
    }
  },
  AVERAGE {
    @Override
    double of(FloatHistogram histogram) {
      return histogram.sum() / histogram.count();
    }
  },
  VARIANCE {
    @Override
    double of(FloatHistogram histogram) {
      return NativeVariance.of(histogram);
    }
  },
  DEVIATION {
    @Override
    double of(FloatHistogram histogram) {
      return Math.sqrt(NativeVariance.of(histogram));
    }
  };

  abstract double of(FloatHistogram histogram);

  @Override
  public boolean keepsTypeAndUnit() {
    return true;
  }

  @Override
  public void apply(StepColumn column, long[] stepTimes, double[][] scalars) {
    @Nullable FloatHistogram[] histograms = column.histograms;
    if (histograms == null) {
      column.clear();
      return;
    }
    for (int step = 0; step < histograms.length; step++) {
      FloatHistogram histogram = histograms[step];
      column.present[step] &= histogram != null;
      if (column.present[step] && histogram != null) {
        column.values[step] = of(histogram);
      }
    }
    column.clearHistograms();
  }
}
