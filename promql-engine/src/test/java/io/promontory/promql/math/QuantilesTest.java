package io.promontory.promql.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final long SEED = 20_261_123;

  @Test
  void weighsBothNeighbours() {
    assertThat(quantile(0.5, 4, 1, 2, 3)).isEqualTo(2.5);
    assertThat(quantile(0.9, 0, 10)).isEqualTo(9);
    assertThat(quantile(1, 3, 1, 2)).isEqualTo(3);
    assertThat(quantile(0, 3, 1, 2)).isEqualTo(1);
  }

  @Test
  void ranksNaNLowest() {
    assertThat(quantile(0, 1, Double.NaN)).isNaN();
    assertThat(quantile(1, 1, Double.NaN)).isEqualTo(1);
    assertThat(quantile(0.5, 1, Double.NaN, 2)).isEqualTo(1);
  }

  @Test
  void hasValuesOutsideTheRangeToo() {
    assertThat(quantile(-0.1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(quantile(1.1, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(quantile(Double.NaN, 1)).isNaN();
    assertThat(quantile(0.5)).isNaN();
  }

  /** Values in many orders, of sizes above which not all are sorted. */
  @Test
  void isThatOfTheSortedValues() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3000; round++) {
      int size = 1 + random.nextInt(300);
      double[] values = values(random, size);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int numbers = (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
      double q = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
      Double expected =
          Quantiles.ofSorted(
              q, size, rank -> rank < size - numbers ? Double.NaN : sorted[rank - size + numbers]);
      assertThat(Double.valueOf(Quantiles.quantile(q, values, size)))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected);
    }
  }

  private static double[] values(Random random, int size) {
    int kind = random.nextInt(6);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (kind) {
            case 0 -> random.nextGaussian();
            case 1 -> i;
            case 2 -> -i;
            case 3 -> 1 + random.nextInt(3);
            case 4 -> Math.abs(i - size / 2.0) + 1; // falls, then rises
            default -> random.nextInt(5) == 0 ? Double.NaN : 1 / (1 + random.nextDouble());
          };
    }
    return values;
  }

  private static double quantile(double q, double... values) {
    return Quantiles.quantile(q, values, values.length);
  }
}
