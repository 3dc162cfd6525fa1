package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  @Test
  void aBurstOfASecondThenTheRate() {
    TokenBucket bucket = new TokenBucket(10, now::get);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take()).isZero();
    }
    assertThat(Duration.ofNanos(bucket.take())).isEqualTo(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(bucket.take())).isEqualTo(Duration.ofMillis(200));
    now.addAndGet(1_200_000_000L);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take()).isZero();
    }
    assertThat(Duration.ofNanos(bucket.take())).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aRateBelowOneAMinuteStillLetsOneThrough() {
    TokenBucket bucket = new TokenBucket(0.01, now::get);
    assertThat(bucket.take()).isZero();
    assertThat(Duration.ofNanos(bucket.take())).isEqualTo(Duration.ofSeconds(100));
  }
}
