package io.promontory.promql.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KahanSumTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void keepsSmallTermsBesideLargeOnes() {
    assertThat(sum(1, 1e100, 1, -1e100)).isEqualTo(2);
    assertThat(sum(0.1, 0.1, 0.1)).isEqualTo(0.30000000000000004);
  }

  @Test
  void dropsTheCompensationOfAnInfiniteSum() {
    assertThat(sum(1e308, 1e308, 1)).isEqualTo(INF);
    assertThat(sum(INF, 1)).isEqualTo(INF);
    assertThat(sum(INF, -INF)).isNaN();
  }

  @Test
  void meansOfHugeValuesDoNotOverflow() {
    double[] huge = {1e308, 1e308, 1.5e308, -1e308};
    assertThat(KahanSum.mean(huge, 0, 4)).isEqualTo(6.25e307);
    assertThat(KahanSum.mean(huge, 0, 3)).isCloseTo(1.1666666666666667e308, within());
    assertThat(KahanSum.mean(new double[] {1, INF, 2}, 0, 3)).isEqualTo(INF);
    assertThat(KahanSum.mean(new double[] {INF, -INF}, 0, 2)).isNaN();
  }

  @Test
  void variesAroundLargeMeansExactly() {
    assertThat(KahanSum.variance(new double[] {1e9, 1e9 + 1, 1e9 + 2}, 0, 3))
        .isEqualTo(0.6666666666666666);
    assertThat(KahanSum.variance(new double[] {4}, 0, 1)).isZero();
  }

  @Test
  void sumsOnlyTheSlice() {
    assertThat(KahanSum.sum(new double[] {1, 2, 4, 8}, 1, 3)).isEqualTo(6);
    assertThat(KahanSum.sum(new double[] {1}, 1, 1)).isZero();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e293);
  }

  private static double sum(double... values) {
    return KahanSum.sum(values, 0, values.length);
  }
}
