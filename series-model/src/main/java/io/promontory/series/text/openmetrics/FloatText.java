package io.promontory.series.text.openmetrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;

/** Numbers as the text formats have them: decimal only, without underscores. */
final class FloatText {
  /** The bits that Prometheus gives a NaN which is no stale marker. */
  static final double NAN = Double.longBitsToDouble(0x7ff8000000000001L);

  private static final long MOST_EXACT = 1L << 53;
  private static final int MOST_DIGITS = 18;
  private static final double[] POWERS_OF_10 = new double[MOST_DIGITS + 1];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_10.length; i++) {
      POWERS_OF_10[i] = power;
      power *= 10;
    }
  }

  private FloatText() {}

  /**
   * Reads the number between two indices.
   *
   * @throws TextFormatException if there is none
   */
  static double parse(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < to; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        if (++count > MOST_DIGITS) {
          return slow(bytes, from, to);
        }
      } else if (b == '.' && point < 0) {
        point = count;
      } else {
        return slow(bytes, from, to);
      }
    }
    if (count == 0 || digits > MOST_EXACT) {
      return slow(bytes, from, to);
    }
    // Both are exact doubles, so that one division rounds as reading the decimal does.
    double value = point < 0 ? digits : digits / POWERS_OF_10[count - point];
    return negative ? -value : value;
  }

  private static double slow(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 'p' || bytes[i] == 'P' || bytes[i] == '_') {
        throw new TextFormatException(
            "\"" + new String(bytes, from, to - from, ISO_8859_1) + "\" is no decimal number");
      }
    }
    double value = GoNumbers.parseFloat(new String(bytes, from, to - from, ISO_8859_1));
    return Double.isNaN(value) ? NAN : value;
  }
}
