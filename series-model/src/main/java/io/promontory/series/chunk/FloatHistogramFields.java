package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;

/** Float counts, each told by the bits in which it differs from the sample before. */
final class FloatHistogramFields implements HistogramFields {
  private static final int COUNT = 0;
  private static final int ZERO_COUNT = 1;
  private static final int SUM = 2;
  private static final int BUCKETS = 3;

  private final XorFields fields = new XorFields();

  /** Of the last sample that was not stale. */
  private double count;

  private double zeroCount;
  private double sum;

  @Override
  public FloatHistogram readFirst(BitReader in, HistogramLayout layout, ResetHint hint) {
    int all = BUCKETS + layout.buckets();
    if (in.bitsLeft() < 64L * all) {
      throw in.corrupt("it is too short for its " + layout.buckets() + " buckets");
    }
    fields.reset(all);
    fields.readWhole(in, 0, all);
    if (fields.values[SUM] == StaleMarker.BITS) {
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
        ? new FloatHistogram(bucketless, hint, count, 0, sum, BucketlessHistograms.NO_COUNTS)
        : STALE;
  }

  /** False where the sample is stale. */
  private boolean readChanges(BitReader in, HistogramLayout layout) {
    fields.readChanges(in, 0, BUCKETS);
    if (fields.values[SUM] == StaleMarker.BITS) {
      return false;
    }
    fields.readChanges(in, BUCKETS, BUCKETS + layout.buckets());
    keep();
    return true;
  }

  /** Stale samples change all but the buckets. */
  private void keep() {
    count = fields.value(COUNT);
    zeroCount = fields.value(ZERO_COUNT);
    sum = fields.value(SUM);
  }

  @Override
  public FloatHistogram last(HistogramLayout layout, ResetHint hint) {
    double[] buckets = new double[layout.buckets()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = fields.value(BUCKETS + i);
    }
    return new FloatHistogram(layout, hint, count, zeroCount, sum, buckets);
  }
}
