package io.promontory.promql.math;

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
      Ranks.bring(values, size, lowerRank(q, size));
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
    int lower = lowerRank(q, size);
    int upper = Math.min(size - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return ranked.applyAsDouble(lower) * (1 - weight) + ranked.applyAsDouble(upper) * weight;
  }

  private static int lowerRank(double q, int size) {
    return (int) Math.max(0, Math.floor(q * (size - 1.0)));
  }
}
