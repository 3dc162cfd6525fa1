package io.promontory.series.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Floats as Prometheus writes them: always the shortest digits that read back as the same double
 * (Go's {@code strconv.FormatFloat} with precision -1), laid out differently in each place.
 *
 * <p>Infinities are {@code +Inf} and {@code -Inf}, a NaN is {@code NaN} whatever its bits.
 */
public final class GoFloats {
  /** Room that {@link #appendApi} may need. */
  public static final int MAX_API_BYTES = 32;

  private static final int MAX_FIXED_BYTES = 360;
  private static final long INTEGERS_EXACT = 1L << 53;
  private static final byte[] TENS = new byte[100];
  private static final byte[] ONES = new byte[100];

  static {
    for (int i = 0; i < 100; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
  }

  private GoFloats() {}

  /**
   * The text of a sample in JSON: fixed, but with an exponent below 1e-6 and from 1e21.
   *
   * @return the index after the last byte written; at most {@link #MAX_API_BYTES} are
   */
  public static int appendApi(double value, byte[] out, int at) {
    long integer = (long) value;
    if (integer == value && Math.abs(integer) < INTEGERS_EXACT && integer != 0) {
      return appendInteger(integer, out, at);
    }
    double magnitude = Math.abs(value);
    return magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)
        ? append(value, Layout.EXPONENT, out, at)
        : append(value, Layout.FIXED, out, at);
  }

  /** {@link #appendApi} as a string. */
  public static String api(double value) {
    byte[] out = new byte[MAX_API_BYTES];
    return new String(out, 0, appendApi(value, out, 0), ISO_8859_1);
  }

  /**
   * Never an exponent: number literals of PromQL, scalar results, the values of {@code
   * count_values}.
   */
  public static String fixed(double value) {
    return format(value, Layout.FIXED);
  }

  /** Go's {@code %v}: an exponent below 1e-4 and from 1e6; the value of {@code fill()}. */
  public static String general(double value) {
    return format(value, Layout.GENERAL);
  }

  /** Always an exponent: the value of an alert in the rules and alerts APIs. */
  public static String exponent(double value) {
    return format(value, Layout.EXPONENT);
  }

  /** The text format 0.0.4, where minus zero loses its sign. */
  public static String exposition(double value) {
    return value == 0 ? "0" : general(value);
  }

  /** OpenMetrics, and {@code le} and {@code quantile} labels: integers end in {@code .0}. */
  public static String openMetrics(double value) {
    String text = general(value);
    boolean plain = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return plain ? text + ".0" : text;
  }

  /** Writes a decimal integer and returns the index after it. */
  static int appendInteger(long value, byte[] out, int at) {
    int start = at;
    if (value < 0) {
      out[start++] = '-';
    }
    long magnitude = Math.abs(value);
    return appendDigits(magnitude, Math.max(1, ShortestDecimal.countDigits(magnitude)), out, start);
  }

  private enum Layout {
    FIXED,
    GENERAL,
    EXPONENT
  }

  private static String format(double value, Layout layout) {
    byte[] out = new byte[MAX_FIXED_BYTES];
    return new String(out, 0, append(value, layout, out, 0), ISO_8859_1);
  }

  private static int append(double value, Layout layout, byte[] out, int at) {
    if (!Double.isFinite(value)) {
      return appendText(Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf", out, at);
    }
    int start = at;
    if (Double.doubleToRawLongBits(value) < 0) {
      out[start++] = '-';
    }
    ShortestDecimal decimal = ShortestDecimal.of(Math.abs(value));
    boolean exponent =
        switch (layout) {
          case FIXED -> false;
          case EXPONENT -> true;
          case GENERAL -> decimal.count() > 0 && (decimal.point() < -3 || decimal.point() > 6);
        };
    return exponent ? appendExponent(decimal, out, start) : appendFixed(decimal, out, start);
  }

  private static int appendFixed(ShortestDecimal decimal, byte[] out, int at) {
    int count = decimal.count();
    int point = decimal.point();
    if (point >= count) {
      int end = count == 0 ? at : appendDigits(decimal.digits(), count, out, at);
      return appendZeros(count == 0 ? 1 : point - count, out, end);
    }
    if (point > 0) {
      appendDigits(decimal.digits(), count, out, at + 1);
      System.arraycopy(out, at + 1, out, at, point);
      out[at + point] = '.';
      return at + count + 1;
    }
    out[at] = '0';
    out[at + 1] = '.';
    return appendDigits(decimal.digits(), count, out, appendZeros(-point, out, at + 2));
  }

  private static int appendExponent(ShortestDecimal decimal, byte[] out, int at) {
    int count = Math.max(1, decimal.count());
    int end = appendDigits(decimal.digits(), count, out, at + 1);
    out[at] = out[at + 1];
    if (count == 1) {
      end = at + 1;
    } else {
      out[at + 1] = '.';
    }
    int exponent = decimal.count() == 0 ? 0 : decimal.point() - 1;
    out[end++] = 'e';
    out[end++] = (byte) (exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    return appendDigits(magnitude, magnitude < 100 ? 2 : 3, out, end);
  }

  /** Two digits at a time, from the right. */
  private static int appendDigits(long digits, int count, byte[] out, int at) {
    long rest = digits;
    int i = at + count;
    while (i - 2 >= at) {
      long hundreds = rest / 100;
      int pair = (int) (rest - hundreds * 100);
      rest = hundreds;
      out[--i] = ONES[pair];
      out[--i] = TENS[pair];
    }
    if (i > at) {
      out[at] = (byte) ('0' + rest);
    }
    return at + count;
  }

  private static int appendZeros(int count, byte[] out, int at) {
    for (int i = 0; i < count; i++) {
      out[at + i] = '0';
    }
    return at + count;
  }

  private static int appendText(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }
}
