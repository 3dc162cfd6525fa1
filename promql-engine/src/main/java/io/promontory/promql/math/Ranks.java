package io.promontory.promql.math;

import java.util.Arrays;

/**
 * Brings values to the places that they would have if all were sorted, without sorting all: NaN
 * first, then ascending.
 *
 * <p>Hoare's selection (CACM 4, 1961) around the median of three: linear for values in any usual
 * order. Where it does not get on, what is left is sorted (Musser, Introspective Sorting and
 * Selection, 1997), so that no order costs more than sorting.
 */
final class Ranks {
  /** Fewer are sorted. */
  private static final int FEW = 32;

  private Ranks() {}

  /**
   * Reorders the first values so that those of a rank and of the next one stand at their places.
   */
  static void bring(double[] values, int size, int rank) {
    int numbers = moveNaNsFirst(values, size);
    if (rank >= numbers) {
      select(values, numbers, size, rank);
    }
    if (rank + 1 < size && rank + 1 >= numbers) {
      moveLeastFirst(values, rank + 1, size);
    }
  }

  /** Where the numbers begin. */
  private static int moveNaNsFirst(double[] values, int size) {
    int numbers = 0;
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(values[i])) {
        swap(values, i, numbers++);
      }
    }
    return numbers;
  }

  private static void select(double[] values, int from, int to, int rank) {
    int lo = from;
    int hi = to - 1;
    int patience = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(to - from));
    while (hi - lo >= FEW && patience-- > 0) {
      double pivot = median(values[lo], values[(lo + hi) >>> 1], values[hi]);
      int i = lo;
      int j = hi;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(values, i++, j--);
        }
      }
      if (rank <= j) {
        hi = j;
      } else if (rank >= i) {
        lo = i;
      } else {
        return;
      }
    }
    Arrays.sort(values, lo, hi + 1);
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static void moveLeastFirst(double[] values, int from, int to) {
    int least = from;
    for (int i = from + 1; i < to; i++) {
      if (values[i] < values[least]) {
        least = i;
      }
    }
    swap(values, from, least);
  }

  private static void swap(double[] values, int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
