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
    private final SortedWindow sorted = new SortedWindow();

    Kernel(CallSite site, QuantileOverTime function) {
      this.site = site;
      this.function = function;
    }

    @Override
    public void begin(Labels labels) {
      sorted.begin();
    }

    @Override
    public boolean apply(Window w) {
      if (!w.hasFloats()) {
        return false;
      }
      sorted.moveTo(w);
      w.result = function == QUANTILE ? quantile(w.scalars[0]) : medianDeviation();
      return true;
    }

    private double quantile(double q) {
      if (!(q >= 0 && q <= 1)) {
        site.annotations().warning(AnnotationTexts.invalidQuantile(q), site.argument(0));
      }
      return Quantiles.ofSorted(q, sorted.size(), sorted.values());
    }

    private double medianDeviation() {
      double median = Quantiles.ofSorted(0.5, sorted.size(), sorted.values());
      if (sorted.hasNaN() || !Double.isFinite(median)) {
        return Double.NaN;
      }
      return Quantiles.ofSorted(0.5, sorted.size(), sorted.deviationsFrom(median));
    }
  }
}
