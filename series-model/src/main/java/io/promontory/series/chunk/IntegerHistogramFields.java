package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;

/**
 * Integer counts, told as second differences over time; those of buckets, moreover, as differences
 * to the bucket before.
 */
final class IntegerHistogramFields implements HistogramFields {
  private static final int LONG_RUN = 8;

  private final XorFields sum = new XorFields();
  private long count;
  private long countStep;
  private long zeroCount;
  private long zeroCountStep;

  /** Of the last sample that was not stale. */
  private long lastCount;

  private long lastZeroCount;
  private double lastSum;

  /** Absolute counts and their changes from sample to sample. */
  private long[] counts = new long[16];

  private long[] steps = new long[16];

  @Override
  public FloatHistogram readFirst(BitReader in, HistogramLayout layout, ResetHint hint) {
    count = in.varbitUint();
    zeroCount = in.varbitUint();
    countStep = 0;
    zeroCountStep = 0;
    sum.reset(1);
    sum.readWhole(in, 0, 1);
    int buckets = layout.buckets();
    if (counts.length < buckets) {
      counts = new long[buckets];
      steps = new long[buckets];
    }
    Arrays.fill(steps, 0, buckets, 0);
    Arrays.fill(counts, 0, buckets, 0);
    readBuckets(in, 0, layout.positiveBuckets());
    readBuckets(in, layout.positiveBuckets(), buckets);
    // What was read is the count itself: its step begins at zero.
    Arrays.fill(steps, 0, buckets, 0);
    if (sum.values[0] == StaleMarker.BITS) {
      return STALE;
    }
    keep();
    return last(layout, hint);
  }

  @Override
  public FloatHistogram readNext(BitReader in, HistogramLayout layout, ResetHint hint) {
    return readChanges(in, layout) ? last(layout, hint) : STALE;
  }

  @Override
  public FloatHistogram skimNext(
      BitReader in, HistogramLayout layout, HistogramLayout bucketless, ResetHint hint) {
    return readChanges(in, layout)
        ? new FloatHistogram(
            bucketless, hint, unsigned(lastCount), 0, lastSum, BucketlessHistograms.NO_COUNTS)
        : STALE;
  }

  /** False where the sample is stale. */
  private boolean readChanges(BitReader in, HistogramLayout layout) {
    countStep += in.varbitInt();
    count += countStep;
    zeroCountStep += in.varbitInt();
    zeroCount += zeroCountStep;
    sum.readChanges(in, 0, 1);
    if (sum.values[0] == StaleMarker.BITS) {
      return false;
    }
    int positive = layout.positiveBuckets();
    int buckets = layout.buckets();
    readBuckets(in, 0, positive);
    if (buckets > positive) {
      readBuckets(in, positive, buckets);
    }
    keep();
    return true;
  }

  /** Stale samples change all but the buckets. */
  private void keep() {
    lastCount = count;
    lastZeroCount = zeroCount;
    lastSum = sum.value(0);
  }

  @Override
  public FloatHistogram last(HistogramLayout layout, ResetHint hint) {
    double[] buckets = new double[layout.buckets()];
    final long[] all = counts;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = all[i];
    }
    return new FloatHistogram(
        layout, hint, unsigned(lastCount), unsigned(lastZeroCount), lastSum, buckets);
  }

  /**
   * Adds up the codes of one side. The codes are differences between neighbouring buckets: their
   * running sum is what the step of a count changes by.
   */
  private void readBuckets(BitReader in, int from, int to) {
    final byte[] data = in.data;
    final long[] all = counts;
    final long[] allSteps = steps;
    final long end = in.endBit;
    long bit = in.bit;
    long running = 0;
    int i = from;
    while (i < to && bit <= end) {
      long word = BitReader.load(data, bit);
      // Long runs of zeros are taken at once; a single zero goes with all other codes, which are
      // read without a branch because which one comes next is hard to predict.
      int run = Math.min(Long.numberOfLeadingZeros(word | 1 << 7), to - i);
      if (run >= LONG_RUN || run == to - i) {
        bit += run;
        for (int last = i + run; i < last; i++) {
          allSteps[i] += running;
          all[i] += allSteps[i];
        }
        continue;
      }
      int ones = Long.numberOfLeadingZeros(~word);
      if (ones < BitReader.WIDE_VARBIT_ONES) {
        running += BitReader.varbitInt(word, ones);
        bit += BitReader.varbitLength(ones);
      } else {
        in.bit = bit;
        running += in.wideVarbit(ones, true);
        bit = in.bit;
      }
      allSteps[i] += running;
      all[i] += allSteps[i];
      i++;
    }
    in.bit = i < to ? end + 1 : bit;
  }

  private static double unsigned(long x) {
    // Halved with the lowest bit kept for rounding, as an unsigned conversion does.
    return x >= 0 ? x : ((x >>> 1) | (x & 1)) * 2.0;
  }
}
