package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;
import io.promontory.series.labels.Labels;

/**
 * {@code deriv} and {@code predict_linear}: least squares over a window. The derivative counts time
 * from the first sample, the prediction from the evaluation time, so that products stay small.
 */
record LinearTrend(boolean predict) implements RangeFunction {
  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(predict);
  }

  private static final class Kernel implements RangeKernel {
    private final boolean predict;
    private double slope;
    private double intercept;

    Kernel(boolean predict) {
      this.predict = predict;
    }

    @Override
    public void begin(Labels labels) {}

    @Override
    public boolean apply(Window w) {
      if (w.hi - w.lo < 2) {
        return false;
      }
      fit(w, predict ? w.evalMs : w.timestamps[w.lo]);
      w.result = predict ? slope * w.scalars[0] + intercept : slope;
      return true;
    }

    private void fit(Window w, long originMs) {
      double n = w.hi - w.lo;
      double sumX = 0;
      double sumY = 0;
      double sumXy = 0;
      double sumXx = 0;
      double cX = 0;
      double cY = 0;
      double cXy = 0;
      double cXx = 0;
      double first = w.values[w.lo];
      boolean constant = true;
      for (int i = w.lo; i < w.hi; i++) {
        double y = w.values[i];
        constant &= i == w.lo || y == first;
        double x = (w.timestamps[i] - originMs) / 1000.0;
        double next = sumX + x;
        cX = KahanSum.compensate(sumX, x, next, cX);
        sumX = next;
        next = sumY + y;
        cY = KahanSum.compensate(sumY, y, next, cY);
        sumY = next;
        double xy = x * y;
        next = sumXy + xy;
        cXy = KahanSum.compensate(sumXy, xy, next, cXy);
        sumXy = next;
        double xx = x * x;
        next = sumXx + xx;
        cXx = KahanSum.compensate(sumXx, xx, next, cXx);
        sumXx = next;
      }
      if (constant) {
        slope = Double.isInfinite(first) ? Double.NaN : 0;
        intercept = Double.isInfinite(first) ? Double.NaN : first;
        return;
      }
      sumX += cX;
      sumY += cY;
      sumXy += cXy;
      sumXx += cXx;
      double covariance = sumXy - sumX * sumY / n;
      double variance = sumXx - sumX * sumX / n;
      slope = covariance / variance;
      intercept = sumY / n - slope * sumX / n;
    }
  }
}
