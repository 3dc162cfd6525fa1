package io.promontory.adapter.blocks.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RangePlanTest {
  private static final int LONG = 1 << 20;
  private static final int MANY = Integer.MAX_VALUE;

  private static RangePlan plan(int requestBytes, int cap, int freeGap, long... startsAndLengths) {
    int n = startsAndLengths.length / 2;
    long[] starts = new long[n];
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      starts[i] = startsAndLengths[2 * i];
      lengths[i] = (int) startsAndLengths[2 * i + 1];
    }
    return RangePlan.of(starts, lengths, n, requestBytes, cap, freeGap);
  }

  private static String shown(RangePlan plan) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < plan.requests(); i++) {
      text.append(plan.start(i)).append('+').append(plan.length(i)).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void nothingWantedIsNoRequest() {
    assertThat(plan(LONG, MANY, 0).requests()).isZero();
  }

  @Test
  void rangesThatTouchOrOverlapShareARequest() {
    RangePlan plan = plan(LONG, MANY, 0, 10, 10, 20, 10, 25, 2, 25, 10);
    assertThat(shown(plan)).isEqualTo("10+25");
    assertThat(plan.wantedBytes()).isEqualTo(25);
  }

  @Test
  void theSmallestGapsAreReadInVainUpToHalfOfWhatIsWanted() {
    // 40 bytes wanted: 20 may be in vain. Gaps of 15, 5, 10: the last two fit in, the first not.
    assertThat(shown(plan(LONG, MANY, 0, 0, 10, 25, 10, 40, 10, 60, 10))).isEqualTo("0+10 25+45");
  }

  @Test
  void ofGapsAsWideAsEachOtherAsManyAreBridgedAsFit() {
    assertThat(shown(plan(LONG, MANY, 0, 0, 10, 16, 10, 32, 10, 48, 10))).isEqualTo("0+58");
    assertThat(shown(plan(LONG, MANY, 0, 0, 10, 18, 10, 36, 10, 54, 10))).isEqualTo("0+46 54+10");
  }

  @Test
  void tooManyRequestsAreMergedOverTheSmallestGaps() {
    assertThat(shown(plan(LONG, 2, 0, 0, 1, 100, 1, 150, 1, 1000, 1))).isEqualTo("0+151 1000+1");
  }

  @Test
  void gapsThatAreFreeAreBridged() {
    assertThat(shown(plan(LONG, MANY, 60, 0, 1, 61, 1, 123, 1))).isEqualTo("0+62 123+1");
  }

  @Test
  void longRequestsAreParted() {
    assertThat(shown(plan(100, MANY, 0, 0, 60, 60, 40, 100, 10, 110, 300, 410, 5)))
        .isEqualTo("0+100 100+10 110+300 410+5");
  }

  @RepeatedTest(300)
  void allIsCoveredAtBoundedCost(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int count = 1 + random.nextInt(200);
    long[] starts = new long[count];
    int[] lengths = new int[count];
    int widest = 1 << random.nextInt(16);
    for (int i = 0; i < count; i++) {
      lengths[i] = random.nextInt(1 << random.nextInt(12));
      long before = i == 0 ? 1L << random.nextInt(40) : starts[i - 1];
      long step = random.nextInt(3) == 0 ? 0 : random.nextInt(widest);
      starts[i] = before + (i > 0 && random.nextInt(4) > 0 ? lengths[i - 1] : 0) + step;
    }
    int requestBytes = 1 << (8 + random.nextInt(12));
    int cap = 1 + random.nextInt(2 * count);
    int freeGap = random.nextBoolean() ? 0 : random.nextInt(widest);
    RangePlan plan = RangePlan.of(starts, lengths, count, requestBytes, cap, freeGap);

    assertThat(plan.firstRange(0)).isZero();
    assertThat(plan.firstRange(plan.requests())).isEqualTo(count);
    for (int r = 0; r < plan.requests(); r++) {
      int ranges = plan.firstRange(r + 1) - plan.firstRange(r);
      assertThat(ranges).isPositive();
      for (int i = plan.firstRange(r); i < plan.firstRange(r + 1); i++) {
        assertThat(starts[i]).isGreaterThanOrEqualTo(plan.start(r));
        assertThat(starts[i] + lengths[i]).isLessThanOrEqualTo(plan.start(r) + plan.length(r));
      }
      if (ranges > 1) {
        assertThat(plan.length(r)).isLessThanOrEqualTo(requestBytes);
      }
    }
    long[] ends = new long[count];
    Arrays.setAll(ends, i -> starts[i] + lengths[i]);
    long wanted = 0;
    long end = 0;
    for (int i = 0; i < count; i++) {
      wanted += Math.max(0, ends[i] - Math.max(starts[i], end));
      end = Math.max(end, ends[i]);
    }
    assertThat(plan.wantedBytes()).isEqualTo(wanted);
    RangePlan unbounded = RangePlan.of(starts, lengths, count, MANY, MANY, 0);
    assertThat(unbounded.readBytes()).isLessThanOrEqualTo(wanted + wanted / 2);
    RangePlan capped = RangePlan.of(starts, lengths, count, MANY, cap, freeGap);
    assertThat(capped.requests()).isLessThanOrEqualTo(Math.max(1, cap));
    if (unbounded.requests() <= cap && freeGap == 0) {
      assertThat(capped.readBytes()).isEqualTo(unbounded.readBytes());
    }
  }
}
