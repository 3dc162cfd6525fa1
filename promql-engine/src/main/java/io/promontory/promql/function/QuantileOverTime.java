package io.promontory.promql.function;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.promql.math.Quantiles;
import io.promontory.series.labels.Labels;

/** {@code quantile_over_time} and {@code mad_over_time} (median absolute deviation). */
enum QuantileOverTime implements RangeFunction {
  QUANTILE,
  MEDIAN_DEVIATION;

  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(site, this);
  }

  private static final class Kernel implements RangeKernel {
    private final CallSite site;
    private final QuantileOverTime function;
    private double[] sorted = new double[64];

    Kernel(CallSite site, QuantileOverTime function) {
      this.site = site;
      this.function = function;
    }

    @Override
    public void begin(Labels labels) {}

    @Override
    public boolean apply(Window w) {
      int size = w.hi - w.lo;
      if (size == 0) {
        return false;
      }
      if (size > sorted.length) {
        sorted = new double[Math.max(size, 2 * sorted.length)];
      }
      System.arraycopy(w.values, w.lo, sorted, 0, size);
      w.result = function == QUANTILE ? quantile(w.scalars[0], size) : medianDeviation(size);
      return true;
    }

    private double quantile(double q, int size) {
      if (!(q >= 0 && q <= 1)) {
        site.annotations().warning(AnnotationTexts.invalidQuantile(q), site.argument(0));
      }
      return Quantiles.quantile(q, sorted, size);
    }

    private double medianDeviation(int size) {
      for (int i = 0; i < size; i++) {
        if (Double.isNaN(sorted[i])) {
          return Double.NaN;
        }
      }
      double median = Quantiles.quantile(0.5, sorted, size);
      for (int i = 0; i < size; i++) {
        sorted[i] = Math.abs(sorted[i] - median);
      }
      return Quantiles.quantile(0.5, sorted, size);
    }
  }
}
