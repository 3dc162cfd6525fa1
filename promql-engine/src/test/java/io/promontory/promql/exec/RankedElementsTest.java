package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.exec.RankOperator.Order;
import io.promontory.promql.value.StepColumn;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One element a step is chosen as a heap of one chooses it. */
class RankedElementsTest {
  @ParameterizedTest
  @EnumSource(Order.class)
  void choosesAsAHeapDoes(Order order) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int steps = 1 + random.nextInt(8);
      double[] limits = new double[steps];
      for (int step = 0; step < steps; step++) {
        limits[step] = random.nextInt(4) == 0 ? 0.9 : 1 + random.nextDouble();
      }
      BestElements best = new BestElements(order, steps);
      RankHeaps heaps = new RankHeaps(order, steps);
      for (int id = 0; id < 10; id++) {
        StepColumn column = new StepColumn(steps);
        for (int step = 0; step < steps; step++) {
          if (random.nextInt(4) > 0) {
            column.set(step, random.nextInt(4) == 0 ? Double.NaN : random.nextInt(4));
          }
        }
        assertThat(best.offer(column, id, limits))
            .as("seed %d", seed)
            .isEqualTo(heaps.offer(column, id, limits));
      }
      for (int step = 0; step < steps; step++) {
        assertThat(best.size(step)).as("seed %d", seed).isEqualTo(heaps.size(step));
        assertThat(best.order(step)).as("seed %d", seed).isEqualTo(heaps.order(step));
        if (best.size(step) > 0) {
          assertThat(best.id(step, 0)).as("seed %d", seed).isEqualTo(heaps.id(step, 0));
          assertThat(best.value(step, 0))
              .as("seed %d", seed)
              .isEqualTo((Double) heaps.value(step, 0));
        }
      }
    }
  }
}
