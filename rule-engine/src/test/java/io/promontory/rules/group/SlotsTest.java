package io.promontory.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void slotsAreAnIntervalApartAndNeverAhead() {
    Slots slots = new Slots(new GroupKey("a.yml", "g"), Duration.ofSeconds(7));
    Instant time = Instant.parse("2026-01-01T00:00:00.5Z");
    Instant slot = slots.before(time);
    assertThat(slot).isBeforeOrEqualTo(time).isAfter(time.minusSeconds(7));
    assertThat(slots.before(slot)).isEqualTo(slot);
    assertThat(slots.before(slot.minusNanos(1))).isEqualTo(slot.minusSeconds(7));
    assertThat(slots.before(slot.plusSeconds(7))).isEqualTo(slot.plusSeconds(7));
  }

  @Test
  void timesBefore1970HaveSlotsToo() {
    Slots slots = new Slots(new GroupKey("a.yml", "g"), Duration.ofMinutes(1));
    Instant time = Instant.parse("1969-12-31T23:00:00Z");
    assertThat(Duration.between(slots.before(time), time))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  /** Offsets are those of Prometheus 3.14 for the same file and name. */
  @Test
  void slotsAreThoseOfPrometheus() {
    assertThat(offset("/etc/prometheus/rules/a.yml", "node")).isEqualTo(29204996212L);
    assertThat(offset("r.yml", "g")).isEqualTo(2184147877L);
    assertThat(offset("x/" + "long".repeat(80) + ".yml", "é group")).isEqualTo(6425828839L);
    assertThat(offset("a.yml", "")).isEqualTo(25306656576L);
  }

  private static long offset(String file, String name) {
    Slots slots = new Slots(new GroupKey(file, name), Duration.ofMinutes(1));
    return Duration.between(
            Instant.EPOCH, slots.before(Instant.EPOCH.plusSeconds(60).minusNanos(1)))
        .toNanos();
  }
}
