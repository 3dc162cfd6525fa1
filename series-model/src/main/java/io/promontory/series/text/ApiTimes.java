package io.promontory.series.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of the HTTP API: seconds since the epoch with a fraction, or RFC 3339. */
public final class ApiTimes {
  /** Room that {@link #append} may need. */
  public static final int MAX_BYTES = 24;

  /** The bounds that Prometheus prints and therefore reads, though their years have more digits. */
  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";

  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";

  private static final Instant MIN = Instant.ofEpochSecond(Long.MIN_VALUE / 1000 + 62135596801L);
  private static final Instant MAX =
      Instant.ofEpochSecond(Long.MAX_VALUE / 1000 - 62135596801L, 999_999_999);

  private ApiTimes() {}

  /**
   * Reads {@code time}, {@code start} and {@code end}. Seconds are rounded to milliseconds; NaN is
   * the epoch, what lies outside the range of {@link Instant} becomes its bound.
   *
   * @throws TextFormatException with Prometheus' message
   */
  public static Instant parse(String text) {
    double seconds;
    try {
      seconds = GoNumbers.parseFloat(text);
    } catch (TextFormatException e) {
      return parseText(text);
    }
    if (Double.isNaN(seconds)) {
      return Instant.EPOCH;
    }
    if (seconds >= Instant.MAX.getEpochSecond()) {
      return Instant.MAX;
    }
    if (seconds <= Instant.MIN.getEpochSecond()) {
      return Instant.MIN;
    }
    long whole = (long) seconds;
    double fraction = roundHalfAway((seconds - whole) * 1000) / 1000;
    return Instant.ofEpochSecond(whole, (long) (fraction * 1e9));
  }

  /** In RFC 3339 and UTC, with as many digits of a second's fraction as it has, at most nine. */
  public static String rfc3339(Instant time) {
    String text = time.toString();
    int end = text.length() - 1;
    if (text.indexOf('.') < 0) {
      return text;
    }
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }

  /** Milliseconds since the epoch, rounded down; saturated. */
  public static long millis(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /**
   * The evaluation time of a query as Prometheus takes it: through nanoseconds in 64 bits, rounded
   * towards zero. Outside the years 1678 to 2261 that wraps around.
   */
  public static long queryMillis(Instant time) {
    return (time.getEpochSecond() * 1_000_000_000 + time.getNano()) / 1_000_000;
  }

  /**
   * Writes a time of a sample as seconds: {@code 1435781430.781}, without a fraction where it is
   * zero.
   *
   * @param ms milliseconds since the epoch
   * @return the index after the last byte written; at most {@link #MAX_BYTES} are
   */
  public static int append(long ms, byte[] out, int at) {
    int end = at;
    if (ms < 0) {
      out[end++] = '-';
    }
    end = GoFloats.appendInteger(Math.abs(ms / 1000), out, end);
    int rest = (int) Math.abs(ms % 1000);
    if (rest != 0) {
      out[end++] = '.';
      out[end++] = (byte) ('0' + rest / 100);
      out[end++] = (byte) ('0' + rest / 10 % 10);
      out[end++] = (byte) ('0' + rest % 10);
    }
    return end;
  }

  /** {@link #append} as a string. */
  public static String print(long ms) {
    byte[] out = new byte[MAX_BYTES];
    return new String(out, 0, append(ms, out, 0), ISO_8859_1);
  }

  /** A time in log lines and errors: seconds in the shortest digits, {@code 1435781430.5}. */
  public static String printShortest(long ms) {
    return GoFloats.fixed(ms / 1000.0);
  }

  private static Instant parseText(String text) {
    @Nullable Instant time =
        switch (text) {
          case MIN_TEXT -> MIN;
          case MAX_TEXT -> MAX;
          default -> Rfc3339.parse(text);
        };
    if (time == null) {
      throw new TextFormatException(
          "cannot parse " + GoStrings.quote(text) + " to a valid timestamp");
    }
    return time;
  }

  private static double roundHalfAway(double value) {
    double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
    return Math.abs(value - whole) >= 0.5 ? whole + Math.copySign(1, value) : whole;
  }
}
