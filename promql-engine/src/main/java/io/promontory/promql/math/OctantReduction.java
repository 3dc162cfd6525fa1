package io.promontory.promql.math;

/**
 * Takes an angle apart into a multiple of pi/4, made even, and a rest between -pi/4 and pi/4, as
 * the Cephes library does for small angles and Payne and Hanek for large ones. Bits as in Go, whose
 * rest of a large angle has fewer exact digits the nearer it is to 0.
 */
record OctantReduction(int octant, double rest) {
  /** pi/4 in three parts, of which the first two end in zeros. */
  private static final double PI4_A = 7.85398125648498535156e-1;

  private static final double PI4_B = 3.77489470793079817668e-8;
  private static final double PI4_C = 2.69515142907905952645e-15;

  private static final double LARGE = 1 << 29;

  /** The binary digits of 4/pi, one before the point in the first word. */
  private static final long[] FOUR_BY_PI = {
    0x0000000000000001L, 0x45f306dc9c882a53L, 0xf84eafa3ea69bb81L, 0xb6c52b3278872083L,
    0xfca2c757bd778ac3L, 0x6e48dc74849ba5c0L, 0x0c925dd413a32439L, 0xfc3bd63962534e7dL,
    0xd1046bea5d768909L, 0xd338e04d68befc82L, 0x7323ac7306a673e9L, 0x3908bf177bf25076L,
    0x3ff12fffbc0b301fL, 0xde5e2316b414da3eL, 0xda6cfd9e4f96136eL, 0x9e8c7ecd3cbfd45aL,
    0xea4f758fd7cbe2f6L, 0x7a0e73ef14a525d4L, 0xd7f6bf623f1aba10L, 0xac06608df8f6d757L
  };

  /** Reduces a finite angle of 0 or more. */
  static OctantReduction of(double x) {
    if (x >= LARGE) {
      return ofLarge(x);
    }
    long multiple = (long) (x * (4 / Math.PI));
    multiple += multiple & 1;
    double y = multiple;
    return new OctantReduction((int) (multiple & 7), ((x - y * PI4_A) - y * PI4_B) - y * PI4_C);
  }

  private static OctantReduction ofLarge(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1075;
    long mantissa = (bits & 0xfffffffffffffL) | 1L << 52;
    int from = exponent + 61;
    long low = Math.unsignedMultiplyHigh(digits(from + 128), mantissa);
    long middle = digits(from + 64);
    long lo = middle * mantissa + low;
    long carry = Long.compareUnsigned(lo, low) < 0 ? 1 : 0;
    long hi = digits(from) * mantissa + Math.unsignedMultiplyHigh(middle, mantissa) + carry;
    int octant = (int) (hi >>> 61);
    double rest = fraction(hi << 3 | lo >>> 61, lo);
    if ((octant & 1) == 1) {
      octant = (octant + 1) & 7;
      rest--;
    }
    return new OctantReduction(octant, rest * (Math.PI / 4));
  }

  /** 64 digits from a position on. */
  private static long digits(int from) {
    int word = from >>> 6;
    int shift = from & 63;
    return shift == 0
        ? FOUR_BY_PI[word]
        : FOUR_BY_PI[word] << shift | FOUR_BY_PI[word + 1] >>> (64 - shift);
  }

  /** Binary digits behind the point as a double, cut to 53 significant ones. */
  private static double fraction(long hi, long lo) {
    int zeros = Long.numberOfLeadingZeros(hi);
    int shift = zeros + 1;
    long digits = shift >= 64 ? lo : hi << shift | lo >>> (64 - shift);
    return Double.longBitsToDouble(digits >>> 12 | (1023L - shift) << 52);
  }
}
