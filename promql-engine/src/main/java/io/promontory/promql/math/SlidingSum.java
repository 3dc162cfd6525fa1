package io.promontory.promql.math;

/**
 * The exact sum of the values inside a sliding window, and whether sums taken one by one, in any
 * order, come out the same to the bit.
 *
 * <p>All finite values so far are multiples of 2^q and below 2^(e+1). Then every partial sum of n
 * of them is below n·2^(e+1), and the error of each addition is a multiple of 2^q of at most half a
 * unit in the last place of such a sum:
 *
 * <ul>
 *   <li>where n·2^(e+1) ≤ 2^(q+53), no addition has an error at all ({@link #addsExactly});
 *   <li>where n times the largest error is ≤ 2^(q+53), the errors add up exactly, and a compensated
 *       sum is the true sum, rounded once ({@link #compensatesExactly}).
 * </ul>
 *
 * The true sum is kept as an unevaluated sum of two doubles. It stays right as long as the second
 * condition held for each window so far.
 */
public final class SlidingSum {
  private static final int PRECISION = 53;
  private static final int NO_BIT = Integer.MAX_VALUE;

  private double high;
  private double low;
  private int maxExponent = Double.MIN_EXPONENT - 1;
  private int minBit = NO_BIT;
  private int nans;
  private int infinities;

  /** Forgets everything, as at the start of a series. */
  public void clear() {
    high = 0;
    low = 0;
    maxExponent = Double.MIN_EXPONENT - 1;
    minBit = NO_BIT;
    nans = 0;
    infinities = 0;
  }

  /** A value enters the window. */
  public void add(double v) {
    if (Math.abs(v) <= Double.MAX_VALUE) {
      if (v != 0) {
        maxExponent = Math.max(maxExponent, DoubleBits.exponent(v));
        minBit = Math.min(minBit, DoubleBits.lowestBit(v));
        plus(v);
      }
    } else if (Double.isNaN(v)) {
      nans++;
    } else {
      infinities++;
    }
  }

  /** A value leaves the window. */
  public void remove(double v) {
    if (Math.abs(v) <= Double.MAX_VALUE) {
      plus(-v);
    } else if (Double.isNaN(v)) {
      nans--;
    } else {
      infinities--;
    }
  }

  /** Adds v, then all that was rounded off: both without error, whichever operand is larger. */
  private void plus(double v) {
    double sum = high + v;
    double part = sum - high;
    double rest = low + ((high - (sum - part)) + (v - part));
    double total = sum + rest;
    double added = total - sum;
    low = (sum - (total - added)) + (rest - added);
    high = total;
  }

  /** True where sums of up to n values have no rounding error at any place. */
  public boolean addsExactly(int n) {
    return infinities == 0 && addsExactly(maxExponent, minBit, bits(n));
  }

  /** As {@link #addsExactly(int)}, for sums that begin with another value. */
  public boolean addsExactly(int n, double other) {
    if (Double.doubleToRawLongBits(other) == 0) {
      return addsExactly(n);
    }
    return infinities == 0
        && Double.isFinite(other)
        && addsExactly(
            Math.max(maxExponent, DoubleBits.exponent(other)),
            Math.min(minBit, DoubleBits.lowestBit(other)),
            bits(n + 1));
  }

  private static boolean addsExactly(int exponent, int bit, int countBits) {
    return bit == NO_BIT
        || (exponent + 1 + countBits - bit <= PRECISION
            && exponent + 1 + countBits <= Double.MAX_EXPONENT);
  }

  /** True where compensated sums of n values are the true sum, rounded once. */
  public boolean compensatesExactly(int n) {
    int countBits = bits(n);
    return infinities == 0
        && (minBit == NO_BIT
            || (maxExponent + 2 * countBits - minBit <= 2 * PRECISION - 1
                && maxExponent + 1 + countBits <= Double.MAX_EXPONENT));
  }

  /** The sum of the values inside, rounded once; positive zero for zero, NaN if one is inside. */
  public double value() {
    return nans > 0 ? Double.NaN : high + 0.0;
  }

  /** The b for which n is below 2^b. */
  private static int bits(int n) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(n);
  }
}
