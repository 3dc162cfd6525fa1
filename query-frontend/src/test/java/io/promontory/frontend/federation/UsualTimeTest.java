package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UsualTimeTest {
  private final AtomicLong nanos = new AtomicLong();
  private final UsualTime time = new UsualTime(nanos::get);

  private void took(int calls, long millis) {
    for (int i = 0; i < calls; i++) {
      time.took(Duration.ofMillis(millis).toNanos());
    }
  }

  @Test
  void littleIsKnownOfAFewCalls() {
    took(7, 100);
    assertThat(time.usual()).isEqualTo(UsualTime.UNKNOWN);
    took(1, 100);
    assertThat(time.usual()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void oneSlowCallOfMoreThanTwentyIsNotUsual() {
    took(19, 100);
    took(1, 900);
    assertThat(time.usual()).isEqualTo(Duration.ofMillis(100));
    took(1, 900);
    assertThat(time.usual()).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void latestCallsCount() {
    took(64, 900);
    took(64, 100);
    assertThat(time.usual()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void itStaysWithinBounds() {
    took(10, 0);
    assertThat(time.usual()).isEqualTo(UsualTime.SHORTEST);
    took(64, 60_000);
    assertThat(time.usual()).isEqualTo(UsualTime.LONGEST);
  }

  @Test
  void theLatestCallIsKnownAtOnce() {
    assertThat(time.latest()).isEqualTo(UsualTime.SHORTEST);
    took(1, 700);
    assertThat(time.latest()).isEqualTo(Duration.ofMillis(700));
    took(1, 1);
    assertThat(time.latest()).isEqualTo(UsualTime.SHORTEST);
  }

  @Test
  void callsLongPastSayNothing() {
    took(10, 1000);
    nanos.addAndGet(Duration.ofMinutes(4).toNanos());
    assertThat(time.usual()).isEqualTo(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(time.usual()).isEqualTo(UsualTime.UNKNOWN);
  }
}
