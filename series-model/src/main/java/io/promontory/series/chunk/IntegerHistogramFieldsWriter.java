package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;

/**
 * Integer counts, written as second differences over time; those of buckets, moreover, as
 * differences to the bucket before.
 */
final class IntegerHistogramFieldsWriter implements HistogramFieldsWriter {
  private final long[] counts = new long[2];
  private final long[] countSteps = new long[2];
  private XorWindow window = new XorWindow();
  private long sum;
  private long[] buckets = new long[0];
  private long[] bucketSteps = new long[0];

  @Override
  public void writeFirst(BitWriter out, FloatHistogram histogram) {
    window = new XorWindow();
    sum = Double.doubleToRawLongBits(histogram.sum());
    counts[0] = (long) histogram.count();
    counts[1] = (long) histogram.zeroCount();
    countSteps[0] = 0;
    countSteps[1] = 0;
    out.writeVarbitUint(counts[0]);
    out.writeVarbitUint(counts[1]);
    out.write(sum, 64);
    buckets = new long[histogram.buckets().length];
    bucketSteps = new long[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = differenceToBucketBefore(histogram, i);
      out.writeVarbitInt(buckets[i]);
    }
  }

  @Override
  public void writeNext(BitWriter out, FloatHistogram histogram) {
    boolean stale = StaleMarker.isStale(histogram.sum());
    writeCount(out, 0, stale ? counts[0] + countSteps[0] : (long) histogram.count());
    writeCount(out, 1, stale ? counts[1] + countSteps[1] : (long) histogram.zeroCount());
    long newSum = Double.doubleToRawLongBits(histogram.sum());
    window.write(out, newSum ^ sum);
    sum = newSum;
    for (int i = 0; i < histogram.buckets().length; i++) {
      long value = differenceToBucketBefore(histogram, i);
      long step = value - buckets[i];
      out.writeVarbitInt(step - bucketSteps[i]);
      bucketSteps[i] = step;
      buckets[i] = value;
    }
  }

  private void writeCount(BitWriter out, int which, long count) {
    long step = count - counts[which];
    out.writeVarbitInt(step - countSteps[which]);
    countSteps[which] = step;
    counts[which] = count;
  }

  private static long differenceToBucketBefore(FloatHistogram histogram, int at) {
    boolean first = at == 0 || at == histogram.layout().positiveBuckets();
    long before = first ? 0 : (long) histogram.buckets()[at - 1];
    return (long) histogram.buckets()[at] - before;
  }
}
