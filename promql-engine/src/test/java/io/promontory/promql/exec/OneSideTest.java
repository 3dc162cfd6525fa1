package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.exec.OneSide.Conflict;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where series of the "one" side share a key, each step names the first two that do. */
class OneSideTest {
  private static final MatchKeys KEYS =
      new MatchKeys(
          new VectorMatching(Cardinality.MANY_TO_ONE, List.of("k"), true, List.of(), null, null));
  private static final Runnable ALIVE = () -> {};

  private static EvaluatedSeries series(int key, int number, StepColumn column) {
    return new EvaluatedSeries(Labels.of("k", "" + key, "n", "" + number), false, column);
  }

  /** One group of many series that are all present at all steps. */
  private static List<EvaluatedSeries> group(int series, int steps) {
    StepColumn column = new StepColumn(steps);
    Arrays.fill(column.present, true);
    List<EvaluatedSeries> group = new ArrayList<>();
    for (int i = 0; i < series; i++) {
      group.add(series(0, i, column));
    }
    return group;
  }

  private static @Nullable Conflict first(List<EvaluatedSeries> series, int step) {
    for (int later = 0; later < series.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        EvaluatedSeries a = series.get(later);
        EvaluatedSeries b = series.get(earlier);
        Labels key = KEYS.of(a.labels());
        if (key.equals(KEYS.of(b.labels()))
            && a.column().present[step]
            && b.column().present[step]) {
          return new Conflict(key, a.labels(), b.labels());
        }
      }
    }
    return null;
  }

  @Test
  void namesTheFirstTwoOfEachStep() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int steps = 1 + random.nextInt(20);
      List<EvaluatedSeries> series = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        StepColumn column = new StepColumn(steps);
        for (int step = 0; step < steps; step++) {
          column.present[step] = random.nextInt(3) == 0;
        }
        series.add(series(random.nextInt(4), i, column));
      }
      OneSide side = new OneSide(series, KEYS, steps, ALIVE);
      boolean unique = true;
      for (int step = 0; step < steps; step++) {
        Conflict expected = first(series, step);
        unique &= expected == null;
        assertThat(side.conflict(step)).as("seed %d", seed).isEqualTo(expected);
      }
      assertThat(side.isUnique()).as("seed %d", seed).isEqualTo(unique);
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void looksAtEachSeriesOfAKeyOnce() {
    OneSide side = new OneSide(group(100_000, 300), KEYS, 300, ALIVE);
    assertThat(side.conflict(299))
        .isEqualTo(
            new Conflict(
                Labels.of("k", "0"), Labels.of("k", "0", "n", "1"), Labels.of("k", "0", "n", "0")));
  }

  @Test
  void endsWhereNobodyWaits() {
    AtomicInteger seen = new AtomicInteger();
    Runnable canceledAtTheThird =
        () -> {
          if (seen.incrementAndGet() == 3) {
            throw new CancellationException("nobody waits");
          }
        };
    assertThatThrownBy(() -> new OneSide(group(10, 1), KEYS, 1, canceledAtTheThird))
        .hasMessage("nobody waits");
  }
}
