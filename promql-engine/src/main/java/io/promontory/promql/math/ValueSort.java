package io.promontory.promql.math;

/**
 * Sorts values as Prometheus orders a vector, ties included: Go's {@code sort.Sort}, which is not
 * stable but always moves equal elements about in the same way. NaN comes last in both directions.
 *
 * <p>That is pattern-defeating quicksort (O. Peters, 2021) in the form the Go library has since
 * 1.19: slices of up to {@value #SHORT} elements by insertion, pivots by the median of three or of
 * three medians, a few elements swapped about after an unbalanced partition, and heap sort when
 * that happens too often.
 */
public final class ValueSort {
  private static final int SHORT = 12;
  private static final int MEDIAN_OF_MEDIANS = 50;
  private static final int ALL_SWAPPED = 12;

  private final double[] values;
  private final int[] positions;
  private final boolean descending;

  /** Swaps that the search for the last pivot would have made. */
  private int pivotSwaps;

  private ValueSort(double[] values, boolean descending) {
    this.values = values;
    this.positions = new int[values.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    this.descending = descending;
  }

  /**
   * Where each element of the sorted order stood.
   *
   * @param values to be sorted; left as they are
   */
  public static int[] order(double[] values, boolean descending) {
    ValueSort sort = new ValueSort(values.clone(), descending);
    int n = values.length;
    sort.quick(0, n, Integer.SIZE - Integer.numberOfLeadingZeros(n));
    return sort.positions;
  }

  private boolean less(int i, int j) {
    double a = values[i];
    double b = values[j];
    return Double.isNaN(b) || (descending ? a > b : a < b);
  }

  private void swap(int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    int position = positions[i];
    positions[i] = positions[j];
    positions[j] = position;
  }

  /** Sorts [from, to); {@code patience} is how many bad partitions are still put up with. */
  private void quick(int from, int to, int patience) {
    boolean balanced = true;
    boolean untouched = true;
    while (to - from > SHORT) {
      if (patience == 0) {
        heap(from, to);
        return;
      }
      if (!balanced) {
        scatter(from, to);
        patience--;
      }
      int pivot = pivot(from, to);
      boolean rising = pivotSwaps == 0;
      if (pivotSwaps == ALL_SWAPPED) {
        reverse(from, to);
        pivot = to - 1 - (pivot - from);
        rising = true;
      }
      if (balanced && untouched && rising && nearlySorted(from, to)) {
        return;
      }
      if (from > 0 && !less(from - 1, pivot)) {
        from = splitOffEqual(from, to, pivot);
        continue;
      }
      swap(from, pivot);
      int left = from + 1;
      int right = to - 1;
      while (left <= right && less(left, from)) {
        left++;
      }
      while (left <= right && !less(right, from)) {
        right--;
      }
      untouched = left > right;
      int middle = untouched ? right : partition(from, left, right);
      swap(middle, from);
      int before = middle - from;
      int behind = to - middle;
      balanced = Math.min(before, behind) >= (to - from) / 8;
      if (before < behind) {
        quick(from, middle, patience);
        from = middle + 1;
      } else {
        quick(middle + 1, to, patience);
        to = middle;
      }
    }
    insertion(from, to);
  }

  /**
   * Goes on from the first pair that is the wrong way round about the pivot at {@code from};
   * returns the last element less than it.
   */
  private int partition(int from, int firstLeft, int firstRight) {
    int left = firstLeft;
    int right = firstRight;
    while (left <= right) {
      swap(left++, right--);
      while (left <= right && less(left, from)) {
        left++;
      }
      while (left <= right && !less(right, from)) {
        right--;
      }
    }
    return right;
  }

  /** Moves what equals the pivot to the front, given that nothing is less; returns its end. */
  private int splitOffEqual(int from, int to, int pivot) {
    swap(from, pivot);
    int left = from + 1;
    int right = to - 1;
    while (true) {
      while (left <= right && !less(from, left)) {
        left++;
      }
      while (left <= right && less(from, right)) {
        right--;
      }
      if (left > right) {
        return left;
      }
      swap(left++, right--);
    }
  }

  private void insertion(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      for (int j = i; j > from && less(j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  /** Mends up to five neighbours that are the wrong way round; true if it is sorted then. */
  private boolean nearlySorted(int from, int to) {
    int i = from + 1;
    for (int mended = 0; mended < 5; mended++) {
      while (i < to && !less(i, i - 1)) {
        i++;
      }
      if (i == to) {
        return true;
      } else if (to - from < MEDIAN_OF_MEDIANS) {
        return false;
      }
      swap(i, i - 1);
      for (int j = i - 1; i - from >= 2 && j >= 1 && less(j, j - 1); j--) {
        swap(j, j - 1);
      }
      for (int j = i + 1; j < to && less(j, j - 1); j++) {
        swap(j, j - 1);
      }
    }
    return false;
  }

  private void heap(int from, int to) {
    int size = to - from;
    for (int root = (size - 1) / 2; root >= 0; root--) {
      siftDown(from, root, size);
    }
    for (int last = size - 1; last >= 0; last--) {
      swap(from, from + last);
      siftDown(from, 0, last);
    }
  }

  private void siftDown(int from, int start, int size) {
    int root = start;
    for (int child = 2 * root + 1; child < size; child = 2 * root + 1) {
      if (child + 1 < size && less(from + child, from + child + 1)) {
        child++;
      }
      if (!less(from + root, from + child)) {
        return;
      }
      swap(from + root, from + child);
      root = child;
    }
  }

  /** Swaps three elements in the middle with others, chosen by the length (xorshift, 13-7-17). */
  private void scatter(int from, int to) {
    int length = to - from;
    long random = length;
    int mask = (Integer.highestOneBit(length) << 1) - 1;
    int middle = from + length / 4 * 2;
    for (int i = middle - 1; i <= middle + 1; i++) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      int other = (int) (random & mask);
      swap(i, from + (other >= length ? other - length : other));
    }
  }

  private int pivot(int from, int to) {
    int quarter = (to - from) / 4;
    int a = from + quarter;
    int b = from + quarter * 2;
    int c = from + quarter * 3;
    pivotSwaps = 0;
    if (to - from >= MEDIAN_OF_MEDIANS) {
      a = median(a - 1, a, a + 1);
      b = median(b - 1, b, b + 1);
      c = median(c - 1, c, c + 1);
    }
    return median(a, b, c);
  }

  private int median(int first, int second, int third) {
    int a = first;
    int b = second;
    int c = third;
    if (less(b, a)) {
      pivotSwaps++;
      int other = a;
      a = b;
      b = other;
    }
    if (less(c, b)) {
      pivotSwaps++;
      b = c;
    }
    if (less(b, a)) {
      pivotSwaps++;
      b = a;
    }
    return b;
  }

  private void reverse(int from, int to) {
    for (int i = from, j = to - 1; i < j; i++, j--) {
      swap(i, j);
    }
  }
}
