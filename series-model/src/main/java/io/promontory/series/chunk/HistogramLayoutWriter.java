package io.promontory.series.chunk;

import io.promontory.series.histogram.HistogramLayout;

/** Writes what {@link HistogramLayoutReader} reads, in its shortest form. */
final class HistogramLayoutWriter {
  private static final double LARGEST_SHORT_BOUND = 33_554_430;

  private HistogramLayoutWriter() {}

  static void write(BitWriter out, HistogramLayout layout) {
    writeZeroThreshold(out, layout.zeroThreshold());
    out.writeVarbitInt(layout.schema());
    writeSpans(out, layout.positiveSpans());
    writeSpans(out, layout.negativeSpans());
    if (layout.isCustom()) {
      out.writeVarbitUint(layout.customBounds().length);
      for (double bound : layout.customBounds()) {
        writeBound(out, bound);
      }
    }
  }

  /** Powers of two from 2^-243 to 2^10 are one byte. */
  private static void writeZeroThreshold(BitWriter out, double threshold) {
    int exponent = Math.getExponent(threshold);
    if (threshold == 0) {
      out.write(0, 8);
    } else if (exponent >= -243 && exponent <= 10 && threshold == Math.scalb(1.0, exponent)) {
      out.write(exponent + 244, 8);
    } else {
      out.write(255, 8);
      out.write(Double.doubleToRawLongBits(threshold), 64);
    }
  }

  private static void writeSpans(BitWriter out, int[] spans) {
    out.writeVarbitUint(spans.length / 2);
    for (int i = 0; i < spans.length; i += 2) {
      out.writeVarbitUint(spans[i + 1]);
      out.writeVarbitInt(spans[i]);
    }
  }

  /** Small whole thousandths are short. */
  private static void writeBound(BitWriter out, double bound) {
    double thousandths = bound * 1000;
    if (thousandths >= 0
        && thousandths <= LARGEST_SHORT_BOUND
        && (double) Math.round(thousandths) / 1000 == bound) {
      out.writeVarbitUint(Math.round(thousandths) + 1);
    } else {
      out.write(0, 1);
      out.write(Double.doubleToRawLongBits(bound), 64);
    }
  }
}
