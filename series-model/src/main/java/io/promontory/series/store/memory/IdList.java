package io.promontory.series.store.memory;

import java.util.Arrays;

/** A growing list of series ids; ids are added in ascending order unless a union sorts them. */
final class IdList {
  private int[] ids = new int[4];
  private int size;

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  void addAll(IdList other) {
    if (size + other.size > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(size + other.size, size * 2));
    }
    System.arraycopy(other.ids, 0, ids, size, other.size);
    size += other.size;
  }

  int[] toArray() {
    return Arrays.copyOf(ids, size);
  }

  /** Sorted; for unions of lists that share no id, as those of different values of one label. */
  int[] toSortedArray() {
    int[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
