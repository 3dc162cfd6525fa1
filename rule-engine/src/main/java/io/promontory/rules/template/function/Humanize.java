package io.promontory.rules.template.function;

import io.promontory.rules.template.value.FloatFormat;
import io.promontory.rules.template.value.TimeLayout;
import io.promontory.rules.template.value.Value;

/** Numbers for people, with four significant digits. */
final class Humanize {
  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] LARGE_BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

  private Humanize() {}

  private static String four(double value) {
    return FloatFormat.format(value, 'g', 4);
  }

  static String decimal(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return four(value);
    }
    return Math.abs(value) >= 1 ? large(value, 1000, LARGE) : small(value);
  }

  static String binary(double value) {
    if (Math.abs(value) <= 1 || !Double.isFinite(value)) {
      return four(value);
    }
    return large(value, 1024, LARGE_BINARY);
  }

  private static String large(double value, double base, String[] prefixes) {
    double rest = value;
    String prefix = "";
    for (String next : prefixes) {
      if (Math.abs(rest) < base) {
        break;
      }
      prefix = next;
      rest /= base;
    }
    return four(rest) + prefix;
  }

  private static String small(double value) {
    double rest = value;
    String prefix = "";
    for (String next : SMALL) {
      if (Math.abs(rest) >= 1) {
        break;
      }
      prefix = next;
      rest *= 1000;
    }
    return four(rest) + prefix;
  }

  static String percentage(double value) {
    return four(value * 100) + "%";
  }

  /** Seconds as days, hours, minutes and seconds. */
  static String duration(double value) {
    if (!Double.isFinite(value)) {
      return four(value);
    }
    if (value == 0) {
      return four(value) + "s";
    }
    if (Math.abs(value) < 1) {
      return small(value) + "s";
    }
    String sign = value < 0 ? "-" : "";
    double magnitude = Math.abs(value);
    long whole = Numbers.toLong(magnitude);
    long seconds = whole % 60;
    long minutes = whole / 60 % 60;
    long hours = whole / 3600 % 24;
    long days = whole / 86400;
    if (days != 0) {
      return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
    }
    if (hours != 0) {
      return sign + hours + "h " + minutes + "m " + seconds + "s";
    }
    if (minutes != 0) {
      return sign + minutes + "m " + seconds + "s";
    }
    return sign + four(magnitude) + "s";
  }

  /** Seconds since 1970 as a date and time in UTC. */
  static String timestamp(double value) throws CallException {
    if (!Double.isFinite(value)) {
      return four(value);
    }
    return TimeLayout.standard(((Value.Time) Numbers.toTime(value)).instant());
  }
}
