package io.promontory.series.chunk;

import io.promontory.series.histogram.HistogramLayout;

/** Reads the layout at the head of a histogram chunk (Prometheus TSDB, chunk format). */
final class HistogramLayoutReader {
  /** Far more than any histogram has; keeps hostile chunks from asking for much memory. */
  static final int MAX_BUCKETS = 1 << 16;

  private static final int LOWEST_SCHEMA = -9;
  private static final int HIGHEST_SCHEMA = 52;

  private HistogramLayoutReader() {}

  /**
   * The layout as written; its schema may be above the 8 that is the finest in use.
   *
   * @throws CorruptChunkException where it makes no sense
   */
  static HistogramLayout read(BitReader in) {
    double zeroThreshold = zeroThreshold(in);
    long schema = in.varbitInt();
    boolean custom = schema == HistogramLayout.CUSTOM;
    if (!custom && (schema < LOWEST_SCHEMA || schema > HIGHEST_SCHEMA)) {
      throw in.corrupt("histogram schema " + schema + " is unknown");
    }
    int[] positive = spans(in);
    int[] negative = spans(in);
    double[] bounds = custom ? bounds(in) : HistogramLayout.NO_BOUNDS;
    if (custom && (negative.length > 0 || exceeds(positive, bounds.length))) {
      throw in.corrupt("it has buckets beside its " + bounds.length + " custom bounds");
    }
    return new HistogramLayout((int) schema, zeroThreshold, positive, negative, bounds);
  }

  private static double zeroThreshold(BitReader in) {
    int code = (int) in.bits(8);
    return switch (code) {
      case 0 -> 0;
      case 255 -> Double.longBitsToDouble(in.bits64());
      default -> Math.scalb(1.0, code - 244);
    };
  }

  private static int[] spans(BitReader in) {
    long count = in.varbitUint();
    // A span takes at least two bits.
    if (count < 0 || count > Math.min(MAX_BUCKETS, in.bitsLeft() / 2)) {
      throw in.corrupt("it cannot hold " + Long.toUnsignedString(count) + " spans of buckets");
    }
    int[] spans = count == 0 ? HistogramLayout.NO_SPANS : new int[2 * (int) count];
    long buckets = 0;
    long end = 0;
    for (int i = 0; i < spans.length; i += 2) {
      long length = in.varbitUint();
      long offset = in.varbitInt();
      buckets += Math.clamp(length, -1, MAX_BUCKETS + 1);
      end += Math.clamp(offset, -1L << 32, 1L << 32) + length;
      if (length < 0 || buckets > MAX_BUCKETS || (i > 0 && offset < 0) || end != (int) end) {
        throw in.corrupt("its spans of buckets make no sense");
      }
      spans[i] = (int) offset;
      spans[i + 1] = (int) length;
    }
    return spans;
  }

  private static double[] bounds(BitReader in) {
    long count = in.varbitUint();
    if (count < 0 || count > Math.min(MAX_BUCKETS, in.bitsLeft())) {
      throw in.corrupt("it cannot hold " + Long.toUnsignedString(count) + " custom bounds");
    }
    double[] bounds = new double[(int) count];
    for (int i = 0; i < bounds.length; i++) {
      long thousandths = in.varbitUint();
      bounds[i] =
          thousandths == 0
              ? Double.longBitsToDouble(in.bits64())
              : (double) (thousandths - 1) / 1000;
      if (i > 0 && !(bounds[i] > bounds[i - 1])) {
        throw in.corrupt("its custom bounds do not ascend");
      }
    }
    return bounds;
  }

  /** Whether a bucket lies below index 0 or above a last one. */
  private static boolean exceeds(int[] spans, int last) {
    int end = 0;
    for (int i = 0; i < spans.length; i += 2) {
      if (i == 0 && spans[0] < 0) {
        return true;
      }
      end += spans[i] + spans[i + 1];
    }
    return end > last + 1;
  }
}
