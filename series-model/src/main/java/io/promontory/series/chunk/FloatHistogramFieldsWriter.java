package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;

/** Float counts, each written as the bits in which it differs from the sample before. */
final class FloatHistogramFieldsWriter implements HistogramFieldsWriter {
  private static final int BUCKETS = 3;

  /** Count, zero count, sum, then the buckets. */
  private long[] values = new long[0];

  private XorWindow[] windows = new XorWindow[0];

  @Override
  public void writeFirst(BitWriter out, FloatHistogram histogram) {
    values = new long[BUCKETS + histogram.buckets().length];
    windows = new XorWindow[values.length];
    for (int i = 0; i < values.length; i++) {
      windows[i] = new XorWindow();
      values[i] = field(histogram, i);
      out.write(values[i], 64);
    }
  }

  @Override
  public void writeNext(BitWriter out, FloatHistogram histogram) {
    for (int i = 0; i < BUCKETS + histogram.buckets().length; i++) {
      long value = field(histogram, i);
      windows[i].write(out, value ^ values[i]);
      values[i] = value;
    }
  }

  private static long field(FloatHistogram histogram, int at) {
    return Double.doubleToRawLongBits(
        switch (at) {
          case 0 -> histogram.count();
          case 1 -> histogram.zeroCount();
          case 2 -> histogram.sum();
          default -> histogram.buckets()[at - BUCKETS];
        });
  }
}
