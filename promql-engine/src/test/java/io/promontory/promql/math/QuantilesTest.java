package io.promontory.promql.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {
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

  private static double quantile(double q, double... values) {
    return Quantiles.quantile(q, values, values.length);
  }
}
