package io.promontory.series.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rule on small pictures; times in s. */
class ReplicaMergeTest {
  private static final long DAY = 86_400;

  private final ReplicaMerge merge = new ReplicaMerge();
  private final SampleColumns merged = new SampleColumns();

  @Test
  void healthyReplicaIsLeftAlone() {
    Scrapes a = Scrapes.every(15, 0, 300);
    assertThat(times(a, Scrapes.every(15, 7, 300))).isEqualTo(times(a));
    assertThat(times(a, Scrapes.every(15, 14, 300))).isEqualTo(times(a));
    assertThat(times(a, Scrapes.every(16, 3, 300))).isEqualTo(times(a));
  }

  /** Whatever the phase: as many samples as were lost. */
  @Test
  void holeOfManyScrapesGetsAsManySamples() {
    for (int lost = 1; lost < 12; lost++) {
      for (int phase = 0; phase < 15; phase++) {
        Scrapes a = Scrapes.every(15, 0, 600).without(150, 150 + 15 * (lost - 1));
        Scrapes b = Scrapes.every(15, phase, 600);
        long[] times = times(a, b);
        assertThat(times).as("%d lost, phase %d", lost, phase).hasSize(41);
        for (int i = 1; i < times.length; i++) {
          assertThat(times[i] - times[i - 1]).isBetween(8L, 22L);
        }
      }
    }
  }

  @Test
  void everySecondScrapeIsNoHealth() {
    Scrapes half = Scrapes.every(30, 0, 600);
    Scrapes whole = Scrapes.every(15, 4, 600);
    assertThat(inner(times(half, whole))).isEqualTo(inner(times(whole)));
    assertThat(inner(times(whole, half))).isEqualTo(inner(times(whole)));
  }

  /** 25 s and 5 s between scrapes: the late one is no reason to switch for long, if at all. */
  @Test
  void lateScrapeStays() {
    Scrapes a = Scrapes.at(0, 15, 30, 55, 60, 75, 90, 105);
    assertThat(times(a, Scrapes.every(15, 7, 105))).isEqualTo(times(a));
    assertThat(times(a, Scrapes.every(15, 8, 105)))
        .containsExactly(0, 15, 30, 38, 55, 60, 75, 90, 105);
    // The lower one's late scrape does not make it look denser.
    assertThat(times(Scrapes.every(15, 7, 105), a)).isEqualTo(times(Scrapes.every(15, 7, 105)));
  }

  @Test
  void restartThatShiftsThePhaseStays() {
    Scrapes a = Scrapes.at(0, 15, 30, 45, 50, 65, 80, 95, 110);
    Scrapes b = Scrapes.every(15, 11, 110);
    assertThat(times(a, b)).isEqualTo(times(a));
    assertThat(times(b, a)).isEqualTo(times(b, Scrapes.at()));
  }

  @Test
  void finerReplicaServesAndTheCoarserFillsIt() {
    Scrapes coarse = Scrapes.every(30, 0, 600);
    Scrapes fine = Scrapes.every(15, 4, 600).without(200, 400);
    long[] expected =
        Arrays.stream(concat(times(fine), new long[] {240, 270, 300, 330, 360, 390}))
            .sorted()
            .toArray();
    assertThat(times(fine, coarse)).isEqualTo(expected);
    assertThat(times(coarse, fine)).contains(240, 300, 330, 390).contains(inner(times(fine)));
  }

  @Test
  void oneAfterTheOther() {
    Scrapes a = Scrapes.every(15, 0, 300);
    Scrapes b = Scrapes.every(15, 308, 600);
    assertThat(times(a, b)).isEqualTo(concat(times(a), times(b)));
    assertThat(times(b, a)).isEqualTo(concat(times(a), times(b)));
    assertThat(times(a, Scrapes.at())).isEqualTo(times(a));
    assertThat(times(Scrapes.at(), a)).isEqualTo(times(a));
    assertThat(times(Scrapes.at(), Scrapes.at())).isEmpty();
  }

  @Test
  void nobodyHasWhatNobodyHas() {
    Scrapes a = Scrapes.every(15, 0, 600).without(180, 480);
    Scrapes b = Scrapes.every(15, 7, 600).without(360, 660);
    assertThat(times(a, b))
        .startsWith(0, 15)
        .containsSubsequence(165, 187, 202, 337, 352, 495, 510)
        .endsWith(585, 600)
        .doesNotContain(172, 180);
  }

  /** One sample in hours does not tell how far apart samples are; its end is one all the same. */
  @Test
  void whatTheLowerOneSawOnceEndsWithItsMarker() {
    Scrapes a = Scrapes.every(15, 0, 600).stale(615);
    Scrapes b = Scrapes.at(1900).stale(1915);
    for (long start : new long[] {0, 500, 900}) {
      Scrapes rest = a.without(-DAY, start - 1);
      merge.merge(rest.samples, b.samples, start, 2500, merged);
      assertThat(Arrays.copyOf(merged.timestamps, merged.size))
          .as("from %d", start)
          .endsWith(1900, 1915);
      assertThat(StaleMarker.isStale(merged.values[merged.size - 1])).isTrue();
    }
  }

  /** Copies of one clock: all of both, exactly. */
  @Test
  void archiveAndLiveAreUnited() {
    long[] odd = {0, 15, 20, 35, 50, 55, 70, 85, 90, 105, 120, 125, 140};
    for (int cut = 1; cut < odd.length; cut++) {
      for (int begin = 0; begin < cut; begin++) {
        Scrapes archive = Scrapes.at(Arrays.copyOf(odd, cut));
        Scrapes live = Scrapes.at(Arrays.copyOfRange(odd, begin, odd.length));
        assertThat(times(archive, live)).as("%d %d", begin, cut).isEqualTo(odd);
        assertThat(times(live, archive)).as("%d %d", begin, cut).isEqualTo(odd);
      }
    }
  }

  @Test
  void copyGoesOnBehindTheLastSample() {
    Scrapes archive = Scrapes.every(15, 0, 300);
    Scrapes live = Scrapes.every(15, 150, 315);
    merge.merge(archive.samples, live.samples, -DAY, 316, merged);
    assertThat(merged.timestamps[merged.size - 1]).isEqualTo(315);
    merge.merge(archive.samples, Scrapes.every(15, 7, 315).samples, -DAY, 316, merged);
    assertThat(merged.timestamps[merged.size - 1]).isEqualTo(300);
  }

  @Test
  void targetThatOneLostIsNotGone() {
    Scrapes a = Scrapes.every(15, 0, 300).without(135, 210).stale(135);
    Scrapes b = Scrapes.every(15, 7, 300);
    assertThat(times(a, b))
        .containsSubsequence(120, 142, 157, 172, 187, 202, 217, 225)
        .doesNotContain(135)
        .hasSize(21);
    assertThat(times(b, Scrapes.every(15, 0, 300).without(135, 210).stale(135)))
        .isEqualTo(times(b));
  }

  @Test
  void targetThatAllLostIsGone() {
    for (int phase = 1; phase < 15; phase++) {
      Scrapes a = Scrapes.every(15, 0, 120).stale(135);
      Scrapes b = Scrapes.every(15, phase, 120 + phase).stale(135 + phase);
      assertThat(times(a, b)).startsWith(0).contains(120, 135);
      assertThat(StaleMarker.isStale(merged.values[merged.size - 1])).isTrue();
      assertThat(StaleMarker.isStale(merged.values[9])).isTrue();
    }
  }

  /** The other one's Prometheus was down when the target went away. */
  @Test
  void markerStaysWhereTheOtherWasBlind() {
    Scrapes a = Scrapes.every(15, 0, 900).without(300, 600).stale(300);
    Scrapes b = Scrapes.every(15, 7, 900).without(250, 650);
    assertThat(times(a, b)).contains(285, 300).isEqualTo(times(a));
  }

  /** The other one's next scrape is not due yet. */
  @Test
  void markerIsRefutedByTheLiving() {
    Scrapes a = Scrapes.every(15, 0, 120).stale(135);
    Scrapes b = Scrapes.every(15, 7, 127);
    merge.merge(a.samples, b.samples, 0, 140, merged);
    assertThat(merged.timestamps[merged.size - 1]).isLessThan(135);
    a = Scrapes.every(15, 0, 120).stale(135);
    merge.merge(a.samples, b.samples, 0, 160, merged);
    assertThat(merged.timestamps[merged.size - 1]).isEqualTo(135);
  }

  @Test
  void lonelySampleOfAnIllReplicaIsDropped() {
    Scrapes a = Scrapes.every(60, 3, 600);
    Scrapes b = Scrapes.every(15, 0, 600);
    assertThat(inner(times(a, b))).isEqualTo(inner(times(b)));
    Scrapes shared = Scrapes.every(60, 0, 600);
    assertThat(times(shared, b)).isEqualTo(times(b));
  }

  @Test
  void farthestTimesDoNotOverflow() {
    Scrapes a = Scrapes.at(Long.MIN_VALUE, 0, Long.MAX_VALUE);
    Scrapes b = Scrapes.at(Long.MIN_VALUE + 5, 7, Long.MAX_VALUE - 5);
    merge.merge(a.samples, b.samples, Long.MIN_VALUE, Long.MAX_VALUE, merged);
    assertThat(merged.size).isBetween(3, 6);
  }

  @Test
  void sameTargetHasNoBreaks() {
    Scrapes a = Scrapes.every(15, 0, 600).without(150, 300);
    times(a, Scrapes.every(15, 7, 600));
    assertThat(merged.breaks).isNull();
  }

  @Test
  void ownCountersBreakAtSwitches() {
    Scrapes a = Scrapes.every(15, 0, 600).without(150, 300);
    Scrapes b = Scrapes.every(15, 7, 600);
    for (int i = 0; i < b.samples.size; i++) {
      b.samples.values[i] += 5000;
    }
    times(a, b);
    assertThat(merged.breaks).isNotNull();
    assertThat(merged.breaks.size()).isEqualTo(2);
    assertThat(merged.timestamps[merged.breaks.get(0)]).isEqualTo(157);
    assertThat(merged.timestamps[merged.breaks.get(1)]).isEqualTo(315);
  }

  /** A reset that the witness saw is one. */
  @Test
  void resetAtASwitchIsNoBreak() {
    Scrapes a = Scrapes.every(15, 0, 600).without(150, 300);
    Scrapes b = Scrapes.every(15, 7, 600);
    for (Scrapes one : new Scrapes[] {a, b}) {
      for (int i = 0; i < one.samples.size; i++) {
        one.samples.values[i] -= one.samples.timestamps[i] >= 145 ? 145 : 0;
      }
    }
    times(a, b);
    assertThat(merged.breaks).isNull();
  }

  /** Without what is decided at the edges. */
  private static long[] inner(long[] times) {
    return Arrays.stream(times).filter(time -> time > 30 && time < 570).toArray();
  }

  private static long[] concat(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static long[] times(Scrapes scrapes) {
    return Arrays.copyOf(scrapes.samples.timestamps, scrapes.samples.size);
  }

  /** Read from the first to the last sample of both. */
  private long[] times(Scrapes a, Scrapes b) {
    long start = DAY;
    long end = 0;
    for (SampleColumns samples : new SampleColumns[] {a.samples, b.samples}) {
      if (samples.size > 0) {
        start = Math.min(start, samples.timestamps[0]);
        end = Math.max(end, samples.timestamps[samples.size - 1]);
      }
    }
    merge.merge(a.samples, b.samples, start, end, merged);
    return Arrays.copyOf(merged.timestamps, merged.size);
  }
}
