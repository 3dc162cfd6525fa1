package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;
import io.promontory.series.chunk.WindowColumns;

/** The mean of the samples behind windows, of each of which the mean and the count are left. */
final class WeightedMean {
  private WeightedMean() {}

  /** Of the floats from one index up to another, of which there is one at least. */
  static double of(double[] means, WindowColumns windows, int from, int to) {
    double sum = 0;
    double c = 0;
    double count = 0;
    for (int i = from; i < to; i++) {
      double n = windows.count(i);
      double v = means[i] * n;
      double next = sum + v;
      c = KahanSum.compensate(sum, v, next, c);
      sum = next;
      count += n;
    }
    return Double.isInfinite(sum) ? sum / count : (sum + c) / count;
  }
}
