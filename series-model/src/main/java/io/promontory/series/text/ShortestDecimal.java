package io.promontory.series.text;

/**
 * The shortest decimal that reads back as a given double: {@code 0.d1d2...dn * 10^point}, without
 * trailing zeros.
 *
 * @param digits the digits as a number, 0 for zero
 * @param count how many digits there are, 0 for zero
 * @param point where the decimal point stands, counted from the left end of the digits
 */
record ShortestDecimal(long digits, int count, int point) {
  /** Decimals of up to 15 digits are unique among doubles; below 1e15 a long holds them exactly. */
  private static final double EXACT = 1e15;

  private static final double SCALE = 1e6;
  private static final int SCALE_DIGITS = 6;

  private static final int LOG10_OF_2 = 1233;
  private static final int LOG10_SHIFT = 12;
  private static final long[] POWERS_OF_10 = powersOf10();

  static ShortestDecimal of(double magnitude) {
    double scaled = magnitude * SCALE;
    if (scaled < EXACT) {
      long digits = Math.round(scaled);
      if (digits / SCALE == magnitude) {
        return stripped(digits, -SCALE_DIGITS);
      }
    }
    return Schubfach.of(magnitude);
  }

  /** {@code digits * 10^exponent} without the trailing zeros. */
  static ShortestDecimal stripped(long digits, int exponent) {
    long rest = digits;
    int power = exponent;
    while (rest != 0 && rest % 10 == 0) {
      rest /= 10;
      power++;
    }
    int count = countDigits(rest);
    return new ShortestDecimal(rest, count, count == 0 ? 0 : count + power);
  }

  /** How many decimal digits a number that is not negative has; 0 for zero. */
  static int countDigits(long number) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(number);
    int atMost = ((bits * LOG10_OF_2) >> LOG10_SHIFT) + 1;
    return number < POWERS_OF_10[atMost - 1] ? atMost - 1 : atMost;
  }

  private static long[] powersOf10() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
