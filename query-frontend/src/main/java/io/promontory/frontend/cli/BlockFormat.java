package io.promontory.frontend.cli;

import io.promontory.series.text.GoDurations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How sizes, times and counts of blocks are shown to people. */
final class BlockFormat {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private BlockFormat() {}

  /** A time in UTC, to the second: {@code 2026-01-10 00:00:00}. */
  static String time(long ms) {
    return SECONDS.format(Instant.ofEpochMilli(ms));
  }

  /** A duration to the second: {@code 2h}, {@code 1d30m}. */
  static String duration(long ms) {
    long seconds = Math.round(ms / 1000.0);
    return GoDurations.print(seconds * 1_000_000_000);
  }

  /** Bytes with three digits: {@code 2.01 MiB}. */
  static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    int digits = unit == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", size, UNITS[unit]);
  }

  /** A count with its noun. */
  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** A number with two digits behind the point. */
  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
