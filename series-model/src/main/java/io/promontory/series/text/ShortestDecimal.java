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

  static ShortestDecimal of(double magnitude) {
    double scaled = magnitude * SCALE;
    if (scaled < EXACT) {
      long digits = Math.round(scaled);
      if (digits / SCALE == magnitude) {
        return stripped(digits, -SCALE_DIGITS);
      }
    }
    return ofText(Double.toString(magnitude));
  }

  /** Re-reads Java's shortest form: {@code 123.45} or {@code 1.2345E-7}. */
  private static ShortestDecimal ofText(String text) {
    long digits = 0;
    int exponent = 0;
    boolean fraction = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        fraction = true;
      } else if (c == 'E') {
        exponent += Integer.parseInt(text, i + 1, text.length(), 10);
        break;
      } else {
        digits = digits * 10 + (c - '0');
        exponent -= fraction ? 1 : 0;
      }
    }
    return oneDigitIfEnough(stripped(digits, exponent));
  }

  /**
   * Java prints two digits where one would do for the smallest subnormals: {@code 4.9E-324} for
   * 5e-324.
   */
  private static ShortestDecimal oneDigitIfEnough(ShortestDecimal decimal) {
    if (decimal.count != 2 || decimal.point > -321) {
      return decimal;
    }
    double value = Double.parseDouble(decimal.digits + "E" + (decimal.point - 2));
    long rounded = (decimal.digits + 5) / 10;
    return Double.parseDouble(rounded + "E" + (decimal.point - 1)) == value
        ? stripped(rounded, decimal.point - 1)
        : decimal;
  }

  private static ShortestDecimal stripped(long digits, int exponent) {
    long rest = digits;
    int power = exponent;
    while (rest != 0 && rest % 10 == 0) {
      rest /= 10;
      power++;
    }
    int count = countDigits(rest);
    return new ShortestDecimal(rest, count, count == 0 ? 0 : count + power);
  }

  static int countDigits(long number) {
    int count = 0;
    for (long rest = number; rest != 0; rest /= 10) {
      count++;
    }
    return count;
  }
}
