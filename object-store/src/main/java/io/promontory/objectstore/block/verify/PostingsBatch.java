package io.promontory.objectstore.block.verify;

import java.util.Arrays;

/** Posting lists that are compared with the series at once. */
final class PostingsBatch {
  private long[] labels = new long[1 << 10];
  private long[] starts = new long[1 << 10];
  private int[] from = new int[(1 << 10) + 1];
  private int[] slots = {};
  private int size;
  private int[] ids = new int[1 << 12];
  private int[] next = {};

  /**
   * Adds a list.
   *
   * @param label what stands for its label
   * @param start where it stands in the index
   */
  void add(long label, long start, int[] list) {
    if (size + 1 == from.length) {
      labels = Arrays.copyOf(labels, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      from = Arrays.copyOf(from, size * 2 + 1);
    }
    int end = from[size] + list.length;
    if (end > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(end, ids.length * 2));
    }
    System.arraycopy(list, 0, ids, from[size], list.length);
    labels[size] = label;
    starts[size] = start;
    from[++size] = end;
  }

  int size() {
    return size;
  }

  /** Makes the lists ready to be found. */
  void seal() {
    slots = new int[Integer.highestOneBit(Math.max(2, size)) * 4];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      int slot = (int) labels[i] & (slots.length - 1);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
    next = Arrays.copyOf(from, size);
  }

  /** The number of a label's list, or -1 if it is not among these. */
  int find(long label) {
    int slot = (int) label & (slots.length - 1);
    while (slots[slot] >= 0 && labels[slots[slot]] != label) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slots[slot];
  }

  /** Whether a list has ids left. */
  boolean hasNext(int list) {
    return next[list] < from[list + 1];
  }

  /** The next id of a list, which has one. */
  int peek(int list) {
    return ids[next[list]];
  }

  void skip(int list) {
    next[list]++;
  }

  /** Where a list stands in the index. */
  long start(int list) {
    return starts[list];
  }

  void clear() {
    size = 0;
  }
}
