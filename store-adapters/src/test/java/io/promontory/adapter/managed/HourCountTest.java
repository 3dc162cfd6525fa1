package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HourCountTest {
  private final AtomicLong now = new AtomicLong(77);
  private final HourCount count = new HourCount(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void whatIsOlderThanAnHourLeavesTheSum() {
    count.add(100);
    pass(Duration.ofMinutes(30));
    count.add(10);
    assertThat(count.sum()).isEqualTo(110);
    pass(Duration.ofMinutes(29));
    assertThat(count.sum()).isEqualTo(110);
    pass(Duration.ofMinutes(1));
    assertThat(count.sum()).isEqualTo(10);
    pass(Duration.ofDays(1));
    assertThat(count.sum()).isZero();
    count.add(5);
    assertThat(count.sum()).isEqualTo(5);
  }

  @Test
  void whatWasCountedBefore() {
    count.add(1, 59);
    count.add(10, 30);
    count.add(100, 0);
    assertThat(count.sum()).isEqualTo(111);
    pass(Duration.ofMinutes(1));
    assertThat(count.sum()).isEqualTo(110);
    pass(Duration.ofMinutes(28));
    count.add(1_000, 2);
    assertThat(count.sum()).isEqualTo(1_110);
    pass(Duration.ofMinutes(1));
    assertThat(count.sum()).isEqualTo(1_100);
    pass(Duration.ofMinutes(30));
    assertThat(count.sum()).isEqualTo(1_000);
    pass(Duration.ofMinutes(27));
    assertThat(count.sum()).isZero();
  }
}
