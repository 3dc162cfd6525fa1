package io.promontory.promql.math;

/** Which powers of two a finite double other than zero lies between. */
final class DoubleBits {
  private static final int EXPONENT_MASK = 0x7ff;
  private static final int FRACTION_BITS = 52;
  private static final long IMPLICIT_BIT = 1L << FRACTION_BITS;
  private static final int UNIT = 1023 + FRACTION_BITS;

  private DoubleBits() {}

  /** The e for which |v| is below 2^(e+1). */
  static int exponent(double v) {
    return Math.getExponent(v);
  }

  /** The largest e for which v is a multiple of 2^e. */
  static int lowestBit(double v) {
    long bits = Double.doubleToRawLongBits(v);
    int biased = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    long fraction = bits & (IMPLICIT_BIT - 1);
    return biased == 0
        ? 1 - UNIT + Long.numberOfTrailingZeros(fraction)
        : biased - UNIT + Long.numberOfTrailingZeros(fraction | IMPLICIT_BIT);
  }
}
