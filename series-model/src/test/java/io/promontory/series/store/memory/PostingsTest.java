package io.promontory.series.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PostingsTest {
  @Test
  void equalSetOperations() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      int[] a = ids(random);
      int[] b = ids(random);
      TreeSet<Integer> both = set(a);
      both.retainAll(set(b));
      TreeSet<Integer> left = set(a);
      left.removeAll(set(b));
      assertThat(Postings.intersect(a, b)).as("seed %d", seed).isEqualTo(array(both));
      assertThat(Postings.minus(a, b)).as("seed %d", seed).isEqualTo(array(left));
    }
  }

  private static int[] ids(Random random) {
    return random
        .ints(random.nextInt(60), 0, 1 + random.nextInt(300))
        .sorted()
        .distinct()
        .toArray();
  }

  private static TreeSet<Integer> set(int[] ids) {
    TreeSet<Integer> set = new TreeSet<>();
    for (int id : ids) {
      set.add(id);
    }
    return set;
  }

  private static int[] array(TreeSet<Integer> set) {
    return set.stream().mapToInt(Integer::intValue).toArray();
  }
}
