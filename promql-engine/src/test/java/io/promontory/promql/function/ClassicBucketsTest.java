package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassicBucketsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private final ClassicBuckets buckets = new ClassicBuckets();

  @Test
  void interpolatesInsideABucket() {
    fill(1, 10, 0.5, 4, INF, 12, 2, 12);
    assertThat(buckets.quantile(0.5)).isEqualTo(0.5 + 0.5 * (2.0 / 6));
    assertThat(buckets.quantile(1)).isEqualTo(2);
    assertThat(buckets.quantile(0.1)).isEqualTo(0.5 * (1.2000000000000002 / 4));
    assertThat(buckets.forcedMonotonic()).isFalse();
  }

  @Test
  void answersTheEdges() {
    fill(-1, 3, INF, 4);
    assertThat(buckets.quantile(0.5)).isEqualTo(-1);
    assertThat(buckets.quantile(0.99)).isEqualTo(-1);
    assertThat(buckets.quantile(-1)).isEqualTo(-INF);
    assertThat(buckets.quantile(2)).isEqualTo(INF);
    assertThat(buckets.quantile(Double.NaN)).isNaN();
  }

  @Test
  void needsATopTwoBucketsAndObservations() {
    fill(1, 10, 2, 20);
    assertThat(buckets.quantile(0.5)).isNaN();
    assertThat(buckets.fraction(0, 1)).isNaN();
    fill(INF, 10);
    assertThat(buckets.quantile(0.5)).isNaN();
    fill(1, 0, INF, 0);
    assertThat(buckets.quantile(0.5)).isNaN();
    assertThat(buckets.fraction(0, 1)).isNaN();
  }

  @Test
  void mergesEqualBounds() {
    fill(1, 1, INF, 4, 1, 1, INF, 4);
    assertThat(buckets.quantile(0.125)).isEqualTo(0.5);
  }

  @Test
  void levelsDecreasesAndSaysSo() {
    fill(0.1, 2, 1, 1, 10, 5, 100, 4, 1000, 9, INF, 8);
    assertThat(buckets.quantile(0.5)).isEqualTo(0.1 * 0 + 1 + 9 * ((4.5 - 2) / 3));
    assertThat(buckets.forcedMonotonic()).isTrue();
    assertThat(buckets.minForced()).isEqualTo(1);
    assertThat(buckets.maxForced()).isEqualTo(INF);
    assertThat(buckets.maxDifference()).isEqualTo(1);
  }

  @Test
  void ignoresRoundingNoise() {
    fill(1, 1e6, 2, 1e6 - 1e-7, INF, 1e6 + 1e-7);
    assertThat(buckets.quantile(0.5)).isEqualTo(0.5);
    assertThat(buckets.forcedMonotonic()).isFalse();
  }

  @Test
  void givesFractions() {
    fill(1, 2, 2, 4, INF, 8);
    assertThat(buckets.fraction(0, 1)).isEqualTo(0.25);
    assertThat(buckets.fraction(0.5, 1.5)).isEqualTo(0.25);
    assertThat(buckets.fraction(2, INF)).isEqualTo(0.5);
    assertThat(buckets.fraction(-INF, INF)).isEqualTo(1);
    assertThat(buckets.fraction(3, 9)).isEqualTo(0);
    assertThat(buckets.fraction(2, 1)).isEqualTo(0);
    assertThat(buckets.fraction(Double.NaN, 1)).isNaN();
  }

  private void fill(double... boundsAndCounts) {
    buckets.clear();
    for (int i = 0; i < boundsAndCounts.length; i += 2) {
      buckets.add(boundsAndCounts[i], boundsAndCounts[i + 1]);
    }
  }
}
