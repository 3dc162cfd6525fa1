package io.promontory.objectstore.block.postings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Series ids in ascending order, given one by one. Ids are unsigned. Used by one thread, once.
 *
 * <p>Combinations are lazy: what nobody asks for is not computed, and {@link #advance} skips ahead
 * in all parts.
 */
public sealed interface Postings permits ListPostings, Intersection, Union, Difference {
  /** What stands behind the last id; larger than any. */
  int END = -1;

  /** Moves to the next id and returns it, or {@link #END}. */
  int next();

  /**
   * Moves to the first id that is not below another, and returns it, or {@link #END}. Stays where
   * it is if the id returned last is not below.
   */
  int advance(int id);

  /** At most so many ids are left. */
  long atMost();

  static Postings empty() {
    return of(new int[0]);
  }

  /**
   * Ids of an array.
   *
   * @param ids ascending, each once; not copied
   */
  static Postings of(int[] ids) {
    return new ListPostings(ids);
  }

  /** Ids that are in all of some lists, at least one. */
  static Postings intersection(List<Postings> lists) {
    if (lists.size() == 1) {
      return lists.get(0);
    }
    return new Intersection(
        lists.stream().sorted(Comparator.comparingLong(Postings::atMost)).toArray(Postings[]::new));
  }

  /** Ids that are in any of some lists. */
  static Postings union(List<Postings> lists) {
    return switch (lists.size()) {
      case 0 -> empty();
      case 1 -> lists.get(0);
      default -> new Union(lists);
    };
  }

  /** Ids of one list that are not in another. */
  static Postings without(Postings ids, Postings dropped) {
    return new Difference(ids, dropped);
  }

  /** All ids that are left. */
  default int[] toArray() {
    int[] ids = new int[(int) Math.min(atMost(), 1024)];
    int n = 0;
    for (int id = next(); id != END; id = next()) {
      if (n == ids.length) {
        ids = Arrays.copyOf(ids, Math.max(16, n * 2));
      }
      ids[n++] = id;
    }
    return n == ids.length ? ids : Arrays.copyOf(ids, n);
  }

  /** Whether one id comes before another. */
  static boolean below(int a, int b) {
    return a + Integer.MIN_VALUE < b + Integer.MIN_VALUE;
  }
}
