package io.promontory.promql.math;

/** Equality of floats up to a relative difference, as Prometheus defines it. */
public final class AlmostEqual {
  /** The bits of the marker that ends a series. */
  private static final long STALE = 0x7ff0000000000002L;

  private AlmostEqual() {}

  /**
   * True where two numbers differ by less than their absolute sum times {@code epsilon}, or are
   * both stale markers, or both other NaNs.
   */
  public static boolean test(double a, double b, double epsilon) {
    if (isStale(a) || isStale(b)) {
      return isStale(a) && isStale(b);
    }
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return true;
    }
    double difference = Math.abs(a - b);
    double sum = Math.abs(a) + Math.abs(b);
    boolean tiny = a == 0 || b == 0 || sum < Double.MIN_NORMAL;
    return tiny
        ? difference < epsilon * Double.MIN_NORMAL
        : difference / Math.min(sum, Double.MAX_VALUE) < epsilon;
  }

  private static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE;
  }
}
