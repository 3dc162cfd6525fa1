package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two samples, at 100 ms and at 200 ms, with the start times given. */
class StartTimesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, false", // nothing known
    "50, 50, false", // cumulative
    "50, 150, true", // began between the samples
    "0, 150, true",
    "50, 100, true", // delta
    "99, 100, true",
    "0, 100, false", // cumulative, the true start unknown
    "100, 100, false",
    "101, 100, false", // the start before is behind its sample: unknown too
    "50, 200, false", // at its own sample: unknown
    "50, 250, false",
    "50, 99, false" // an overlap
  })
  void tellsAReset(long before, long start, boolean reset) {
    assertThat(StartTimes.isReset(before, 100, start, 200)).isEqualTo(reset);
    assertThat(StartTimes.isReset(new long[] {7, before, start}, new long[] {9, 100, 200}, 2))
        .isEqualTo(reset);
    assertThat(StartTimes.isReset(null, new long[] {9, 100, 200}, 2)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "50, 50, false",
    "50, 100, false",
    "50, 150, false",
    "50, 60, true",
    "0, 60, true",
    "60, 50, true"
  })
  void tellsAnOverlap(long before, long start, boolean overlap) {
    long[] times = {9, 100, 200};
    long[] starts = {0, before, start};
    assertThat(StartTimes.overlap(before, 100, start)).isEqualTo(overlap);
    StartOverlaps overlaps = new StartOverlaps();
    overlaps.begin();
    assertThat(overlaps.isIn(starts, times, 0, 2)).isFalse();
    assertThat(overlaps.isIn(starts, times, 1, 3)).isEqualTo(overlap);
    assertThat(overlaps.isIn(starts, times, 2, 3)).isFalse();
    assertThat(overlaps.isIn(null, times, 0, 3)).isFalse();
  }
}
