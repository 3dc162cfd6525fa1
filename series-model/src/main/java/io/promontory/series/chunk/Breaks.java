package io.promontory.series.chunk;

import java.util.Arrays;

/**
 * Samples of a counter that count nothing since the one before them, by their indexes, ascending:
 * the two come from sources that count apart, so that neither a fall nor a leap between them is
 * one.
 */
public final class Breaks {
  private int[] indexes = new int[4];
  private int size;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** An index by its place. */
  public int get(int place) {
    return indexes[place];
  }

  /** Whether a sample counts nothing since the one before it. */
  public boolean contains(int index) {
    return Arrays.binarySearch(indexes, 0, size, index) >= 0;
  }

  /** The place of the first index that is greater. */
  public int firstAbove(int index) {
    int at = Arrays.binarySearch(indexes, 0, size, index);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** Appends an index that is greater than all others. */
  void add(int index) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size * 2);
    }
    indexes[size++] = index;
  }

  void clear() {
    size = 0;
  }

  /** Samples before {@code from} and from {@code to} on are gone, and so is what preceded them. */
  void keep(int from, int to) {
    int kept = 0;
    for (int i = firstAbove(from); i < size && indexes[i] < to; i++) {
      indexes[kept++] = indexes[i] - from;
    }
    size = kept;
  }
}
