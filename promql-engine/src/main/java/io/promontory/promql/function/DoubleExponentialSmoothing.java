package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;
import java.util.Locale;

/**
 * {@code double_exponential_smoothing} (Holt's linear method): a level that follows the samples by
 * the smoothing factor, and a trend that follows the level by the trend factor.
 */
enum DoubleExponentialSmoothing implements WindowFunction {
  INSTANCE;

  @Override
  public boolean apply(Window w) {
    double smoothing = checkFactor("smoothing", "sf", w.scalars[0]);
    double trending = checkFactor("trend", "tf", w.scalars[1]);
    if (w.hi - w.lo < 2) {
      return false;
    }
    double before = 0;
    double level = w.values[w.lo];
    double trend = w.values[w.lo + 1] - w.values[w.lo];
    for (int i = w.lo + 1; i < w.hi; i++) {
      if (i > w.lo + 1) {
        trend = trending * (level - before) + (1 - trending) * trend;
      }
      double next = smoothing * w.values[i] + (1 - smoothing) * (level + trend);
      before = level;
      level = next;
    }
    w.result = level;
    return true;
  }

  /**
   * A factor strictly between 0 and 1; NaN passes.
   *
   * @throws QueryException otherwise, in Prometheus' words
   */
  private static double checkFactor(String name, String symbol, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "invalid "
              + name
              + " factor. Expected: 0 < "
              + symbol
              + " < 1, got: "
              + String.format(Locale.ROOT, "%f", factor));
    }
    return factor;
  }
}
