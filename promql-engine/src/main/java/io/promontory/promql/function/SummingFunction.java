package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;
import io.promontory.series.labels.Labels;

/**
 * Range functions that add up a window. Each window is summed anew, in time order: differences of
 * running sums would lose digits to cancellation and could not forget a NaN or an infinity.
 */
enum SummingFunction implements RangeFunction, RangeKernel {
  SUM {
    @Override
    double of(double[] values, int from, int to) {
      return KahanSum.sum(values, from, to);
    }
  },
  MEAN {
    @Override
    double of(double[] values, int from, int to) {
      return KahanSum.mean(values, from, to);
    }
  },
  VARIANCE {
    @Override
    double of(double[] values, int from, int to) {
      return KahanSum.variance(values, from, to);
    }
  },
  STANDARD_DEVIATION {
    @Override
    double of(double[] values, int from, int to) {
      return Math.sqrt(KahanSum.variance(values, from, to));
    }
  };

  abstract double of(double[] values, int from, int to);

  @Override
  public RangeKernel kernel(CallSite site) {
    return this;
  }

  @Override
  public void begin(Labels labels) {}

  @Override
  public boolean apply(Window w) {
    if (w.lo == w.hi) {
      return false;
    }
    w.result = of(w.values, w.lo, w.hi);
    return true;
  }
}
