package io.promontory.promql.exec;

import io.promontory.promql.math.ValueSort;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The best k elements of one group at one step, the worst of them on top. Ties and NaNs resolve as
 * they do in Prometheus: an element only makes room for a better one, NaN is worse than any number,
 * and the heap moves elements by the steps of the textbook (sift up when adding, sift down when
 * replacing the top).
 */
final class RankHeap {
  /** How many elements need no more memory than an empty heap. */
  static final int ROOM = 4;

  private final boolean largest;
  private double[] values = new double[ROOM];
  private int[] ids = new int[ROOM];
  private int size;

  /** Keeps the largest, or the smallest. */
  RankHeap(boolean largest) {
    this.largest = largest;
  }

  int size() {
    return size;
  }

  double value(int i) {
    return values[i];
  }

  int id(int i) {
    return ids[i];
  }

  /** Offers an element; true where it is kept. */
  boolean offer(double value, int id, long k) {
    if (size < k) {
      push(value, id);
      return true;
    }
    boolean better = largest ? values[0] < value : values[0] > value;
    if (better || (Double.isNaN(values[0]) && !Double.isNaN(value))) {
      values[0] = value;
      ids[0] = id;
      siftDown();
      return true;
    }
    return false;
  }

  private void push(double value, int id) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      ids = Arrays.copyOf(ids, size * 2);
    }
    values[size] = value;
    ids[size] = id;
    int child = size++;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!worse(child, parent)) {
        return;
      }
      swap(child, parent);
      child = parent;
    }
  }

  private void siftDown() {
    int parent = 0;
    while (true) {
      int child = 2 * parent + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && worse(child + 1, child)) {
        child++;
      }
      if (!worse(child, parent)) {
        return;
      }
      swap(child, parent);
      parent = child;
    }
  }

  /** The positions of all elements, as they lie in the heap. */
  int[] inHeapOrder() {
    return IntStream.range(0, size).toArray();
  }

  /** The positions of the elements from best to worst. */
  int[] ranking() {
    return ValueSort.order(Arrays.copyOf(values, size), largest);
  }

  private boolean worse(int i, int j) {
    if (Double.isNaN(values[i])) {
      return true;
    }
    return largest ? values[i] < values[j] : values[i] > values[j];
  }

  private void swap(int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    int id = ids[i];
    ids[i] = ids[j];
    ids[j] = id;
  }
}
