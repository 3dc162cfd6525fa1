package io.promontory.series.store.memory;

import java.util.Arrays;

/** Set operations on sorted arrays of series ids. */
final class Postings {
  static final int[] EMPTY = new int[0];

  private Postings() {}

  static int[] intersect(int[] a, int[] b) {
    int[] small = a.length <= b.length ? a : b;
    int[] large = small == a ? b : a;
    int[] both = new int[small.length];
    int n = 0;
    int from = 0;
    for (int id : small) {
      from = seek(large, from, id);
      if (from == large.length) {
        break;
      }
      if (large[from] == id) {
        both[n++] = id;
      }
    }
    return Arrays.copyOf(both, n);
  }

  static int[] minus(int[] a, int[] b) {
    int[] left = new int[a.length];
    int n = 0;
    int from = 0;
    for (int id : a) {
      from = seek(b, from, id);
      if (from == b.length || b[from] != id) {
        left[n++] = id;
      }
    }
    return n == a.length ? a : Arrays.copyOf(left, n);
  }

  /** First index from {@code from} on whose id is at least {@code id}, by galloping. */
  private static int seek(int[] ids, int from, int id) {
    int step = 1;
    int to = from;
    while (to < ids.length && ids[to] < id) {
      from = to + 1;
      to += step;
      step *= 2;
    }
    int at = Arrays.binarySearch(ids, from, Math.min(to, ids.length), id);
    return at >= 0 ? at : -at - 1;
  }
}
