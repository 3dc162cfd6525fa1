package io.promontory.promql.function;

import java.util.Arrays;

/**
 * Indexes of samples, in the order of time, that enter a sliding window at the back and leave at
 * the front.
 */
final class IndexQueue {
  private int[] indexes = new int[16];
  private int head;
  private int tail;

  void clear() {
    head = 0;
    tail = 0;
  }

  boolean isEmpty() {
    return head == tail;
  }

  int size() {
    return tail - head;
  }

  /** An index by its place, 0 for the front. */
  int get(int place) {
    return indexes[head + place];
  }

  /** The index at the front; undefined where empty. */
  int first() {
    return indexes[head];
  }

  /** The index at the back; undefined where empty. */
  int last() {
    return indexes[tail - 1];
  }

  void push(int index) {
    if (tail == indexes.length) {
      makeRoom();
    }
    indexes[tail++] = index;
  }

  void dropFirst() {
    head++;
  }

  void dropLast() {
    tail--;
  }

  /** Drops all indexes at the front that are below a bound; they must be ascending. */
  void dropBelow(int bound) {
    while (head < tail && indexes[head] < bound) {
      head++;
    }
  }

  private void makeRoom() {
    if (head > indexes.length / 2) {
      System.arraycopy(indexes, head, indexes, 0, tail - head);
      tail -= head;
      head = 0;
    } else {
      indexes = Arrays.copyOf(indexes, indexes.length * 2);
    }
  }
}
