package io.promontory.series.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000;

  private final AtomicLong now = new AtomicLong(-5 * SECOND);

  @Test
  void aBurstThenTheRateInTheOrderOfAsking() {
    TokenBucket bucket = TokenBucket.perSecond(10, Duration.ofSeconds(1), now::get);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take()).as("call %d", i).isZero();
    }
    assertThat(bucket.take()).isEqualTo(100 * MS);
    assertThat(bucket.take()).isEqualTo(200 * MS);
    now.addAndGet(50 * MS);
    assertThat(bucket.take()).isEqualTo(250 * MS);
    now.addAndGet(1_250 * MS);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take()).as("call %d", i).isZero();
    }
    assertThat(bucket.take()).isEqualTo(100 * MS);
  }

  @Test
  void aRateBelowOneInTheBurstStillLetsOneThrough() {
    TokenBucket bucket = TokenBucket.perSecond(0.01, Duration.ofMillis(100), now::get);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(100 * SECOND);
  }

  @Test
  void timeThatPassedIsNotSavedUp() {
    TokenBucket bucket = TokenBucket.perSecond(10, Duration.ofMillis(100), now::get);
    assertThat(bucket.take()).isZero();
    now.addAndGet(3_600 * SECOND);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(100 * MS);
  }

  @Test
  void whoDoesNotWaitTakesNothing() {
    TokenBucket bucket = new TokenBucket(Duration.ofSeconds(1), 3, now::get);
    assertThat(taken(bucket, 10)).isEqualTo(3);
    now.addAndGet(SECOND - 1);
    assertThat(taken(bucket, 10)).isZero();
    now.addAndGet(1);
    assertThat(taken(bucket, 10)).isEqualTo(1);
    now.addAndGet(2 * SECOND);
    assertThat(taken(bucket, 10)).isEqualTo(2);
    now.addAndGet(3_600 * SECOND);
    assertThat(taken(bucket, 10)).isEqualTo(3);
  }

  @Test
  void whoCannotWaitThatLongTakesNothing() {
    TokenBucket bucket = TokenBucket.perSecond(8, Duration.ofSeconds(1), now::get);
    int served = 0;
    for (int i = 0; i < 500; i++) {
      served += bucket.takeWithin(SECOND) == null ? 0 : 1;
    }
    assertThat(served).as("a burst, and the rate of a second").isEqualTo(16);
    now.addAndGet(2 * SECOND);
    assertThat(bucket.take()).isZero();
  }

  @Test
  void whatIsGivenBackIsTakenFirst() {
    TokenBucket bucket = TokenBucket.perSecond(10, Duration.ofMillis(100), now::get);
    assertThat(bucket.take()).isZero();
    List<TokenBucket.Turn> turns = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      turns.add(requireNonNull(bucket.takeWithin(SECOND)));
      assertThat(turns.getLast().waitNanos()).isEqualTo(100 * i * MS);
    }
    turns.get(2).giveBack();
    turns.get(1).giveBack();
    assertThat(bucket.take()).isEqualTo(200 * MS);
    assertThat(bucket.take()).isEqualTo(300 * MS);
    assertThat(bucket.take()).isEqualTo(500 * MS);
  }

  @Test
  void whatIsGivenBackIsNotSavedUpEither() {
    TokenBucket bucket = TokenBucket.perSecond(10, Duration.ofMillis(100), now::get);
    for (int i = 0; i < 100; i++) {
      requireNonNull(bucket.takeWithin(Long.MAX_VALUE)).giveBack();
    }
    for (int i = 0; i < 20; i++) {
      long ignored = bucket.take();
    }
    now.addAndGet(3_600 * SECOND);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(100 * MS);
  }

  @Test
  void largeBurstsOverLongIntervals() {
    TokenBucket bucket = new TokenBucket(Duration.ofDays(365), Integer.MAX_VALUE, now::get);
    assertThat(taken(bucket, 100)).isEqualTo(100);
  }

  private static int taken(TokenBucket bucket, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.tryTake() ? 1 : 0;
    }
    return taken;
  }
}
