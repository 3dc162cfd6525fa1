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

  @Override
  public FloatHistogram readFirst(BitReader in, HistogramLayout layout, ResetHint hint) {
    int all = BUCKETS + layout.buckets();
    if (in.bitsLeft() < 64L * all) {
      throw in.corrupt("it is too short for its " + layout.buckets() + " buckets");
    }
    fields.reset(all);
    fields.readWhole(in, 0, all);
    return histogram(layout, hint);
  }

  @Override
  public FloatHistogram readNext(BitReader in, HistogramLayout layout, ResetHint hint) {
    fields.readChanges(in, 0, BUCKETS);
    if (fields.values[SUM] != StaleMarker.BITS) {
      fields.readChanges(in, BUCKETS, BUCKETS + layout.buckets());
    }
    return histogram(layout, hint);
  }

  private FloatHistogram histogram(HistogramLayout layout, ResetHint hint) {
    if (fields.values[SUM] == StaleMarker.BITS) {
      return STALE;
    }
    double[] buckets = new double[layout.buckets()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = fields.value(BUCKETS + i);
    }
    return new FloatHistogram(
        layout, hint, fields.value(COUNT), fields.value(ZERO_COUNT), fields.value(SUM), buckets);
  }
}
