package io.promontory.series.text;

import java.math.BigInteger;

/**
 * The shortest decimal of a double without trying out candidates (R. Giulietti, "The Schubfach way
 * to render doubles", 2020).
 *
 * <p>A double {@code c * 2^q} is what every number between the middles to its neighbours is rounded
 * to. Scaled by a power of ten {@code 10^-k}, chosen so that this interval is between 1 and 10
 * wide, it holds at least one integer and at most one multiple of ten. Where it holds a multiple of
 * ten, that is the shortest; else the integer next to the double is. All is decided in 64-bit
 * integers with two bits of fraction, from products with 126-bit powers of ten whose last bit keeps
 * whether anything was cut off.
 */
final class Schubfach {
  private static final int MIN_K = -324;
  private static final int MAX_K = 292;
  private static final int FRACTION_BITS = 52;
  private static final int MIN_Q = -1074;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final long LOW_63_BITS = Long.MAX_VALUE;

  /** For each k, {@code floor(10^-k * 2^-r) + 1} of 126 bits: the upper 63, the lower 63. */
  private static final long[] POWERS = powers();

  private Schubfach() {}

  /** The shortest decimal of a positive, finite double. */
  static ShortestDecimal of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> FRACTION_BITS) & 0x7ff;
    long fraction = bits & (HIDDEN_BIT - 1);
    long c = biased == 0 ? fraction : HIDDEN_BIT | fraction;
    int q = Math.max(biased, 1) + MIN_Q - 1;
    // Below a power of two the neighbour is half as far as above.
    boolean regular = c != HIDDEN_BIT || q == MIN_Q;
    int k = regular ? floorLog10OfPowerOf2(q) : floorLog10OfThreeQuartersOfPowerOf2(q);
    int shift = q + floorLog2OfPowerOf10(-k) + 2;
    long upper = POWERS[2 * (k - MIN_K)];
    long lower = POWERS[2 * (k - MIN_K) + 1];
    long middle = scaled(upper, lower, (c << 2) << shift);
    long low = scaled(upper, lower, ((c << 2) - (regular ? 2 : 1)) << shift);
    long high = scaled(upper, lower, ((c << 2) + 2) << shift);
    // An even c owns the ends of its interval, an odd one does not.
    long first = low + (c & 1);
    long last = high - (c & 1);
    long floor = middle >> 2;
    long tens = floor / 10 * 10;
    boolean tensBelow = first <= tens << 2;
    boolean tensAbove = (tens + 10) << 2 <= last;
    if (floor >= 10 && tensBelow != tensAbove) {
      return ShortestDecimal.stripped(tensBelow ? tens : tens + 10, k);
    }
    boolean below = first <= floor << 2;
    boolean above = (floor + 1) << 2 <= last;
    if (below != above) {
      return ShortestDecimal.stripped(below ? floor : floor + 1, k);
    }
    long toMiddle = middle - ((floor << 2) + 2);
    boolean down = toMiddle < 0 || (toMiddle == 0 && (floor & 1) == 0);
    return ShortestDecimal.stripped(down ? floor : floor + 1, k);
  }

  /** The upper bits of a product with a power of ten; the last bit is set where others were cut. */
  private static long scaled(long upper, long lower, long factor) {
    long carried = Math.multiplyHigh(lower, factor);
    long low = upper * factor;
    long high = Math.multiplyHigh(upper, factor);
    long sum = (low >>> 1) + carried;
    return (high + (sum >>> 63)) | (((sum & LOW_63_BITS) + LOW_63_BITS) >>> 63);
  }

  private static int floorLog10OfPowerOf2(int exponent) {
    return (int) ((exponent * 661_971_961_083L) >> 41);
  }

  private static int floorLog10OfThreeQuartersOfPowerOf2(int exponent) {
    return (int) ((exponent * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  private static int floorLog2OfPowerOf10(int exponent) {
    return (int) ((exponent * 913_124_641_741L) >> 38);
  }

  private static long[] powers() {
    long[] powers = new long[2 * (MAX_K - MIN_K + 1)];
    for (int k = MIN_K; k <= MAX_K; k++) {
      int cut = floorLog2OfPowerOf10(-k) - 125;
      BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
      BigInteger power;
      if (k > 0) {
        power = BigInteger.ONE.shiftLeft(-cut).divide(ten);
      } else {
        power = cut > 0 ? ten.shiftRight(cut) : ten.shiftLeft(-cut);
      }
      power = power.add(BigInteger.ONE);
      powers[2 * (k - MIN_K)] = power.shiftRight(63).longValueExact();
      powers[2 * (k - MIN_K) + 1] = power.and(BigInteger.valueOf(LOW_63_BITS)).longValueExact();
    }
    return powers;
  }
}
