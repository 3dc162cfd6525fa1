package io.promontory.series.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counter resets that show only in buckets above the last one of the later histogram. */
class LastBucketsTest {
  @Test
  void aPopulatedBucketRightAboveTheLastOneIsMissed() {
    assertThat(histogram(1, 8, 8, 11).isResetAfter(histogram(2, 2, 2, 1, 3))).isTrue();
  }

  @Test
  void populatedBucketsBehindAnEmptyOneAreNotLookedFor() {
    assertThat(histogram(1, 8, 8, 11).isResetAfter(histogram(2, 2, 2, 0, 3))).isFalse();
    assertThat(histogram(1, 8, 8, 11).isResetAfter(histogram(2, 2, 12, 0, 3))).isTrue();
  }

  @Test
  void withoutBucketsOnlyTheFirstPreviousOneCounts() {
    assertThat(histogram(0).isResetAfter(histogram(2, 0, 3))).isFalse();
    assertThat(histogram(0).isResetAfter(histogram(2, 3))).isTrue();
  }

  /** With a count that never falls. */
  private static FloatHistogram histogram(int first, double... buckets) {
    int[] spans = {first, buckets.length};
    HistogramLayout layout =
        new HistogramLayout(
            0,
            0,
            buckets.length == 0 ? HistogramLayout.NO_SPANS : spans,
            HistogramLayout.NO_SPANS,
            HistogramLayout.NO_BOUNDS);
    return new FloatHistogram(layout, ResetHint.UNKNOWN, 100, 0, 0, buckets);
  }
}
