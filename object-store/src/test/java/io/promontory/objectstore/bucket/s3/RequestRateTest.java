package io.promontory.objectstore.bucket.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestRateTest {
  private static final long MS = 1_000_000;

  @Test
  void noRateIsNoWait() {
    RequestRate rate = new RequestRate(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.reserve(5)).isZero();
    }
  }

  @Test
  void aTenthOfASecondMayComeAtOnceAndTheRestEvenly() {
    RequestRate rate = new RequestRate(100);
    long start = -7 * MS;
    for (int i = 0; i < 10; i++) {
      assertThat(rate.reserve(start)).as("request %d", i).isZero();
    }
    assertThat(rate.reserve(start)).isEqualTo(10 * MS);
    assertThat(rate.reserve(start)).isEqualTo(20 * MS);
    assertThat(rate.reserve(start + 15 * MS)).isEqualTo(15 * MS);
  }

  @Test
  void timeThatPassedIsNotSavedUp() {
    RequestRate rate = new RequestRate(10);
    assertThat(rate.reserve(0)).isZero();
    assertThat(rate.reserve(0)).isEqualTo(100 * MS);
    long later = 3_600_000 * MS;
    assertThat(rate.reserve(later)).isZero();
    assertThat(rate.reserve(later)).isEqualTo(100 * MS);
  }
}
