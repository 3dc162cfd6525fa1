package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * {@code double_exponential_smoothing} (Holt's linear method): a level that follows the samples by
 * the smoothing factor, and a trend that follows the level by the trend factor.
 */
enum DoubleExponentialSmoothing implements RangeFunction {
  INSTANCE;

  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel();
  }

  private static final class Kernel implements RangeKernel {
    private final SmoothedPath path = new SmoothedPath();

    @Override
    public void begin(Labels labels) {
      path.begin();
    }

    @Override
    public boolean apply(Window w) {
      double smoothing = checkFactor("smoothing", "sf", w.scalars[0]);
      double trending = checkFactor("trend", "tf", w.scalars[1]);
      if (w.hi - w.lo < 2) {
        return false;
      }
      w.result = path.lastLevel(w, smoothing, trending);
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
            "invalid " + name + " factor. Expected: 0 < " + symbol + " < 1, got: " + text(factor));
      }
      return factor;
    }

    /** Six decimals of the exact value, as Go's {@code %f} has them. */
    private static String text(double factor) {
      if (Double.isInfinite(factor)) {
        return factor > 0 ? "+Inf" : "-Inf";
      }
      String digits =
          new BigDecimal(factor).abs().setScale(6, RoundingMode.HALF_EVEN).toPlainString();
      return (Math.copySign(1, factor) < 0 ? "-" : "") + digits;
    }
  }
}
