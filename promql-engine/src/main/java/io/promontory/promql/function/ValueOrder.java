package io.promontory.promql.function;

/** The orders of {@code sort} and {@code sort_desc}: NaN comes last in both. */
public final class ValueOrder {
  private ValueOrder() {}

  public static int ascending(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  public static int descending(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? ascending(a, b) : ascending(b, a);
  }
}
