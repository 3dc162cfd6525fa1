package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.postings.Postings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sets of series ids as arrays: unsigned, ascending, each once. */
final class PostingSets {
  /** Up to so many lists are united by a heap; more are sorted together. */
  private static final int FEW = 8;

  private PostingSets() {}

  static int[] union(List<int[]> lists) {
    return switch (lists.size()) {
      case 0 -> new int[0];
      case 1 -> lists.getFirst();
      default -> lists.size() <= FEW ? merged(lists) : sorted(lists);
    };
  }

  private static int[] merged(List<int[]> lists) {
    return Postings.union(lists.stream().map(Postings::of).toList()).toArray();
  }

  private static int[] sorted(List<int[]> lists) {
    int[] all = new int[Math.toIntExact(lists.stream().mapToLong(list -> list.length).sum())];
    int n = 0;
    for (int[] list : lists) {
      System.arraycopy(list, 0, all, n, list.length);
      n += list.length;
    }
    sort(all);
    int kept = 0;
    for (int id : all) {
      if (kept == 0 || all[kept - 1] != id) {
        all[kept++] = id;
      }
    }
    return kept == n ? all : Arrays.copyOf(all, kept);
  }

  /** Sorts ids in their unsigned order. */
  static void sort(int[] ids) {
    flip(ids);
    Arrays.sort(ids);
    flip(ids);
  }

  /** Turns the unsigned order into the signed one, and back. */
  private static void flip(int[] ids) {
    for (int i = 0; i < ids.length; i++) {
      ids[i] ^= Integer.MIN_VALUE;
    }
  }

  /** Ids that all of some lists have, and none of others. */
  static int[] select(List<int[]> wanted, List<int[]> refused) {
    if (wanted.size() == 1 && refused.isEmpty()) {
      return wanted.getFirst();
    }
    List<Postings> lists = new ArrayList<>();
    wanted.forEach(ids -> lists.add(Postings.of(ids)));
    Postings selected = Postings.intersection(lists);
    for (int[] ids : refused) {
      selected = Postings.without(selected, Postings.of(ids));
    }
    return selected.toArray();
  }

  /** Whether two sets share an id. */
  static boolean intersect(int[] a, int[] b) {
    return Postings.intersection(List.of(Postings.of(a), Postings.of(b))).next() != Postings.END;
  }
}
