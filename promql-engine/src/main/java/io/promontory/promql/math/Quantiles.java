package io.promontory.promql.math;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Order statistics as PromQL defines them. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The q-quantile of the first {@code size} values, which are reordered: NaN ranks lowest, ranks
   * between two values weigh both. NaN for no values or NaN q, -Inf for q below 0, +Inf for q above
   * 1.
   */
  public static double quantile(double q, double[] values, int size) {
    if (size > 0 && q >= 0 && q <= 1) {
      sortNaNFirst(values, size);
    }
    return ofSorted(q, size, rank -> values[rank]);
  }

  /**
   * The q-quantile of values that are known by their rank, from 0, as {@link #quantile} defines it.
   */
  public static double ofSorted(double q, int size, IntToDoubleFunction ranked) {
    if (size == 0 || Double.isNaN(q)) {
      return Double.NaN;
    } else if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    } else if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = q * (size - 1.0);
    double floor = Math.floor(rank);
    int lower = (int) Math.max(0, floor);
    int upper = Math.min(size - 1, lower + 1);
    double weight = rank - floor;
    return ranked.applyAsDouble(lower) * (1 - weight) + ranked.applyAsDouble(upper) * weight;
  }

  private static void sortNaNFirst(double[] values, int size) {
    Arrays.sort(values, 0, size); // NaNs last, -0 before +0
    int numbers = size;
    while (numbers > 0 && Double.isNaN(values[numbers - 1])) {
      numbers--;
    }
    if (numbers < size && numbers > 0) {
      System.arraycopy(values, 0, values, size - numbers, numbers);
      Arrays.fill(values, 0, size - numbers, Double.NaN);
    }
  }
}
