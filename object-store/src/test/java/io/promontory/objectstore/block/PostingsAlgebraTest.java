package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.postings.Postings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Set algebra over posting lists, against sets. */
class PostingsAlgebraTest {
  private static final Comparator<Integer> UNSIGNED = Integer::compareUnsigned;

  @Test
  void idsAreUnsigned() {
    int[] ids = {0, 5, Integer.MAX_VALUE, Integer.MIN_VALUE, -2};
    assertThat(Postings.of(ids).toArray()).isEqualTo(ids);
    assertThat(Postings.of(ids).advance(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    assertThat(
            Postings.union(List.of(Postings.of(new int[] {-2}), Postings.of(new int[] {5})))
                .toArray())
        .containsExactly(5, -2);
  }

  @Test
  void endsStayEnded() {
    Postings both = Postings.intersection(List.of(Postings.of(new int[] {1, 9}), Postings.empty()));
    assertThat(both.next()).isEqualTo(Postings.END);
    assertThat(both.next()).isEqualTo(Postings.END);
    assertThat(both.advance(3)).isEqualTo(Postings.END);
  }

  @Test
  void treesOfOperatorsEqualSets() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      NavigableSet<Integer> expected = new TreeSet<>(UNSIGNED);
      Postings postings = tree(random, 3, expected);
      List<Integer> got = new ArrayList<>();
      List<Integer> wanted = new ArrayList<>();
      Integer last = null;
      while (true) {
        boolean skip = random.nextInt(3) == 0;
        int target = random.nextInt(420);
        int id = skip ? postings.advance(target) : postings.next();
        Integer should =
            skip
                ? last != null && Integer.compareUnsigned(last, target) >= 0
                    ? last
                    : expected.ceiling(target)
                : last == null
                    ? expected.isEmpty() ? null : expected.first()
                    : expected.higher(last);
        got.add(id);
        wanted.add(should == null ? Postings.END : should);
        if (should == null || id == Postings.END) {
          break;
        }
        last = should;
      }
      assertThat(got).as("seed %d round %d", seed, round).isEqualTo(wanted);
    }
  }

  private static Postings tree(Random random, int depth, NavigableSet<Integer> result) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind == 0) {
      int size = random.nextInt(60);
      for (int i = 0; i < size; i++) {
        result.add(random.nextInt(400));
      }
      return Postings.of(result.stream().mapToInt(Integer::intValue).toArray());
    }
    if (kind == 1) {
      NavigableSet<Integer> dropped = new TreeSet<>(UNSIGNED);
      Postings left = tree(random, depth - 1, result);
      Postings right = tree(random, depth - 1, dropped);
      result.removeAll(dropped);
      return Postings.without(left, right);
    }
    List<Postings> parts = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      NavigableSet<Integer> part = new TreeSet<>(UNSIGNED);
      parts.add(tree(random, depth - 1, part));
      if (i == 0 || kind == 2) {
        result.addAll(part);
      } else {
        result.retainAll(part);
      }
    }
    return kind == 2 ? Postings.union(parts) : Postings.intersection(parts);
  }
}
