package io.promontory.frontend.federation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatestTest {
  private final Latest latest = new Latest();

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void whereNothingWasAskedNothingIsKnown() {
    assertThat(latest.percentile(50)).isNull();
    assertThat(latest.failures()).isEmpty();
  }

  @Test
  void percentilesAreOfTheLatestCalls() {
    for (int i = 1; i <= 1_000; i++) {
      latest.add(at(i), i <= 744 ? 1_000_000 : i - 744, null);
    }
    assertThat(latest.percentile(50)).isEqualTo(Duration.ofNanos(128));
    assertThat(latest.percentile(99)).isEqualTo(Duration.ofNanos(254));
    assertThat(latest.percentile(100)).isEqualTo(Duration.ofNanos(256));
  }

  @Test
  void equalFailuresInARowAreOne() {
    latest.add(at(1), 1, "refused");
    latest.add(at(2), 1, "refused");
    latest.add(at(3), 1, "slow");
    latest.add(at(4), 1, "refused");
    latest.add(at(5), 1, null);
    assertThat(latest.failures())
        .containsExactly(
            new StoreStatus.Failure(at(4), at(4), "refused", 1),
            new StoreStatus.Failure(at(3), at(3), "slow", 1),
            new StoreStatus.Failure(at(1), at(2), "refused", 2));
  }

  @Test
  void twentyAreKept() {
    for (int i = 0; i < 50; i++) {
      latest.add(at(i), 1, "failure " + i);
    }
    assertThat(latest.failures()).hasSize(20);
    assertThat(latest.failures().getFirst().error()).isEqualTo("failure 49");
  }
}
