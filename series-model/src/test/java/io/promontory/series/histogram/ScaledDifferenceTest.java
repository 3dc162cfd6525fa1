package io.promontory.series.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.testing.RecordedHistograms;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way from two histograms to a rate has the bits of the long one. */
class ScaledDifferenceTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final RandomHistograms histograms = new RandomHistograms(seed);
  private final ScaledDifference difference = new ScaledDifference();

  @Test
  void subtractsCompactsAndMultiplies() {
    int taken = 0;
    for (int round = 0; round < 3000; round++) {
      FloatHistogram first =
          switch (round % 3) {
            case 0 -> histograms.custom();
            case 1 -> histograms.ofAnySchema();
            default -> histograms.ofAnyThreshold();
          };
      for (int i = 0; i < 3; i++) {
        FloatHistogram last = grown(first);
        double factor = random.nextInt(10) == 0 ? 0 : random.nextDouble();
        FloatHistogram fused = difference.of(last, first, factor);
        if (fused != null) {
          taken++;
          assertThat(fused.hint()).isEqualTo(ResetHint.GAUGE);
          assertThat(RecordedHistograms.bits(fused))
              .as("seed %d, %s minus %s", seed, last, first)
              .isEqualTo(RecordedHistograms.bits(oneByOne(last, first, factor)));
        }
      }
    }
    assertThat(taken).as("seed %d", seed).isGreaterThan(4000);
  }

  @Test
  void leavesOtherLayoutsToOthers() {
    for (int round = 0; round < 100; round++) {
      FloatHistogram first = histograms.ofAnySchema();
      FloatHistogram last = histograms.ofAnySchema();
      if (!first.layout().equals(last.layout())) {
        assertThat(difference.of(last, first, 1)).isNull();
      }
    }
  }

  private static FloatHistogram oneByOne(FloatHistogram last, FloatHistogram first, double factor) {
    HistogramSum sum = HistogramSum.plain(last);
    sum.subtract(first);
    return sum.toHistogram().withHint(ResetHint.GAUGE).compact().multiply(factor);
  }

  /** Some buckets have grown, some not, and some have no number. */
  private FloatHistogram grown(FloatHistogram from) {
    double[] counts = from.buckets().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += random.nextBoolean() ? 0 : random.nextDouble() * 100;
      counts[i] = random.nextInt(200) == 0 ? Double.NaN : counts[i];
    }
    return new FloatHistogram(
        from.layout(),
        ResetHint.NOT_RESET,
        from.count() + random.nextInt(1000),
        from.zeroCount() + random.nextInt(3),
        from.sum() + random.nextDouble(),
        counts);
  }
}
