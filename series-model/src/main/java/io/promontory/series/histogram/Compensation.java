package io.promontory.series.histogram;

/** Compensated addition (Neumaier's variant of Kahan's), one value or many. */
final class Compensation {
  private Compensation() {}

  /** The compensation after {@code v} was added to {@code sum}, which gave {@code next}. */
  static double after(double sum, double v, double next, double c) {
    if (Double.isInfinite(next)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(v) ? c + ((sum - next) + v) : c + ((v - next) + sum);
  }

  static void add(double[] sums, double[] cs, int to, double[] values, int from, int length) {
    for (int i = 0; i < length; i++) {
      double sum = sums[to + i];
      double v = values[from + i];
      double next = sum + v;
      cs[to + i] = after(sum, v, next, cs[to + i]);
      sums[to + i] = next;
    }
  }

  static void add(double[] sums, double[] cs, int to, double v) {
    double next = sums[to] + v;
    cs[to] = after(sums[to], v, next, cs[to]);
    sums[to] = next;
  }
}
