package io.promontory.series.text;

/**
 * Durations as texts. All values are nanoseconds in a long, about 292 years either way; a day has
 * 24 h, a week 7 d, a year 365 d.
 */
public final class GoDurations {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  /** From large to small, the order in which units must be written. */
  private enum Unit {
    Y("y", 365 * 24 * 3600 * SECOND),
    W("w", 7 * 24 * 3600 * SECOND),
    D("d", 24 * 3600 * SECOND),
    H("h", 3600 * SECOND),
    M("m", 60 * SECOND),
    S("s", SECOND),
    MILLIS("ms", MS);

    private static final Unit[] ALL = values();

    private final String text;
    private final long nanos;

    Unit(String text, long nanos) {
      this.text = text;
      this.nanos = nanos;
    }
  }

  private GoDurations() {}

  /**
   * Reads a duration of PromQL, config and rule files: {@code 1h30m}, {@code 500ms}, {@code 0}.
   *
   * @return nanoseconds, not negative
   * @throws TextFormatException with Prometheus' message
   */
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new TextFormatException("empty duration string");
    }
    long sum = 0;
    int lastUnit = -1;
    for (int i = 0; i < text.length(); ) {
      int unitAt = endOfRun(text, i, true);
      int next = endOfRun(text, unitAt, false);
      long count = count(text, i, unitAt);
      Unit unit = unit(text, unitAt, next);
      if (unit.ordinal() <= lastUnit) {
        throw invalid(text);
      }
      lastUnit = unit.ordinal();
      if (Long.compareUnsigned(count, Long.divideUnsigned(Long.MIN_VALUE, unit.nanos)) > 0) {
        throw outOfRange();
      }
      sum += count * unit.nanos;
      if (sum < 0) {
        throw outOfRange();
      }
      i = next;
    }
    return sum;
  }

  /** As {@link #parse}, with an optional minus in front. */
  public static long parseSigned(String text) {
    return text.startsWith("-") ? -parse(text.substring(1)) : parse(text);
  }

  /**
   * Reads {@code step}, {@code timeout} and {@code lookback_delta} of the HTTP API: a number of
   * seconds of either sign, or a duration.
   *
   * @throws TextFormatException with Prometheus' message
   */
  public static long parseApi(String text) {
    double seconds;
    try {
      seconds = GoNumbers.parseFloat(text);
    } catch (TextFormatException e) {
      return parseApiDuration(text);
    }
    double nanos = seconds * SECOND;
    if (nanos > 0x1p63 || nanos < -0x1p63) {
      throw new TextFormatException(
          "cannot parse " + GoStrings.quote(text) + " to a valid duration. It overflows int64");
    }
    return (long) nanos;
  }

  /**
   * Prometheus' text of a duration, parts of a millisecond cut off: {@code 1h30m}. Years and weeks
   * show only where nothing remains: {@code 90d}, not {@code 12w6d}.
   */
  public static String print(long nanos) {
    long ms = nanos / MS;
    if (ms == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(ms < 0 ? "-" : "");
    long rest = Math.abs(ms);
    for (Unit unit : Unit.ALL) {
      long unitMs = unit.nanos / MS;
      boolean exactOnly = unit == Unit.Y || unit == Unit.W;
      if (rest >= unitMs && !(exactOnly && rest % unitMs != 0)) {
        out.append(rest / unitMs).append(unit.text);
        rest %= unitMs;
      }
    }
    return out.toString();
  }

  /** Go's own text of a duration: {@code 1h30m0s}, {@code 1.5s}, {@code 2µs}. */
  public static String printGo(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long magnitude = Math.abs(nanos);
    if (magnitude > 0 && magnitude < SECOND) {
      return sign
          + (magnitude < 1_000
              ? magnitude + "ns"
              : magnitude < MS ? decimal(magnitude, 1_000) + "µs" : decimal(magnitude, MS) + "ms");
    }
    long seconds = Long.divideUnsigned(magnitude, SECOND);
    long fraction = Long.remainderUnsigned(magnitude, SECOND);
    String text = decimal((seconds % 60) * SECOND + fraction, SECOND) + "s";
    if (seconds >= 60) {
      text = (seconds / 60 % 60) + "m" + text;
    }
    return sign + (seconds >= 3600 ? seconds / 3600 + "h" : "") + text;
  }

  private static String decimal(long value, long unit) {
    long fraction = value % unit;
    if (fraction == 0) {
      return Long.toString(value / unit);
    }
    String digits = Long.toString(unit + fraction).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return value / unit + "." + digits.substring(0, end);
  }

  private static long parseApiDuration(String text) {
    try {
      return parse(text);
    } catch (TextFormatException e) {
      throw new TextFormatException(
          "cannot parse " + GoStrings.quote(text) + " to a valid duration");
    }
  }

  private static int endOfRun(String text, int from, boolean digits) {
    int i = from;
    while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9') == digits) {
      i++;
    }
    return i;
  }

  private static long count(String text, int from, int to) {
    try {
      return GoNumbers.parseUint(text.substring(from, to));
    } catch (TextFormatException e) {
      throw invalid(text);
    }
  }

  private static Unit unit(String text, int from, int to) {
    if (from == to) {
      throw invalid(text);
    }
    String name = text.substring(from, to);
    for (Unit unit : Unit.ALL) {
      if (unit.text.equals(name)) {
        return unit;
      }
    }
    throw new TextFormatException(
        "unknown unit " + GoStrings.quote(name) + " in duration " + GoStrings.quote(text));
  }

  private static TextFormatException invalid(String text) {
    return new TextFormatException("not a valid duration string: " + GoStrings.quote(text));
  }

  private static TextFormatException outOfRange() {
    return new TextFormatException("duration out of range");
  }
}
