package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Listed or not, each step has its count, and what is held is known. */
class ValueCountTest {
  @Test
  void countsEachStep() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      int steps = 1 + random.nextInt(60);
      double[] expected = new double[steps];
      ValueCount count = new ValueCount(Labels.EMPTY);
      long held = 0;
      for (int i = random.nextInt(120); i >= 0; i--) {
        int step = random.nextInt(steps);
        expected[step]++;
        held += count.add(step, steps);
      }
      StepColumn column = new StepColumn(steps);
      column.set(random.nextInt(steps), 7);
      count.copyTo(column);
      long populated = 0;
      for (int step = 0; step < steps; step++) {
        assertThat(column.present[step]).as("seed %d", seed).isEqualTo(expected[step] > 0);
        if (expected[step] > 0) {
          populated++;
          assertThat(column.values[step]).as("seed %d", seed).isEqualTo(expected[step]);
        }
      }
      assertThat(held).as("seed %d", seed).isIn(populated, (long) steps);
    }
  }
}
