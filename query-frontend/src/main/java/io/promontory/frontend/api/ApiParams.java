package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.TextFormatException;
import java.time.Instant;

/** Parameters that several endpoints share, with Prometheus' texts for what is wrong. */
final class ApiParams {
  private ApiParams() {}

  /** A time that must be there. */
  static Instant requiredTime(RequestParams params, String name) {
    try {
      return ApiTimes.parse(params.first(name));
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(name, e);
    }
  }

  /** A time with a default, on the endpoints that name the parameter twice. */
  static Instant time(RequestParams params, String name, Instant absent) {
    try {
      return timeOr(params, name, absent);
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(name, e);
    }
  }

  /** A time with a default; the message of the exception names the parameter once. */
  static Instant timeOr(RequestParams params, String name, Instant absent) {
    String text = params.first(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return ApiTimes.parse(text);
    } catch (TextFormatException e) {
      throw new TextFormatException("invalid time value for '" + name + "': " + e.getMessage());
    }
  }

  /** A duration, nanoseconds. */
  static long duration(RequestParams params, String name) {
    try {
      return GoDurations.parseApi(params.first(name));
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(name, e);
    }
  }

  /** {@code limit}: 0 for none. */
  static long limit(RequestParams params) {
    String text = params.first("limit");
    if (text.isEmpty()) {
      return 0;
    }
    long limit;
    try {
      limit = atoi(text);
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter("limit", e);
    }
    if (limit < 0) {
      throw ApiException.invalidParameter("limit", "limit must be non-negative");
    }
    return limit;
  }

  /** One more than the limit, so that a cut shows; 0 for none, saturated. */
  static int hint(long limit) {
    return limit == 0 ? 0 : (int) Math.min(limit + 1, Integer.MAX_VALUE);
  }

  /** A number with a default, on the endpoints that say no more than that it must be one. */
  static int number(RequestParams params, String name, int absent) {
    String text = params.first(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return Math.clamp(atoi(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    } catch (TextFormatException e) {
      throw ApiException.badData(name + " must be a number");
    }
  }

  /** A decimal integer with an optional sign; the message is Go's {@code Atoi}'s. */
  static long atoi(String text) {
    return integer("Atoi", text);
  }

  /** As {@link #atoi}, by the name of another of Go's functions. */
  static long integer(String function, String text) {
    int digits = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    boolean plain = text.length() > digits;
    for (int i = digits; i < text.length(); i++) {
      plain &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    try {
      if (plain) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw fault(function, text, "value out of range");
    }
    throw fault(function, text, "invalid syntax");
  }

  /** A boolean as Go reads it; the message is Go's {@code ParseBool}'s. */
  static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw fault("ParseBool", text, "invalid syntax");
    };
  }

  private static TextFormatException fault(String function, String text, String fault) {
    return new TextFormatException(
        "strconv." + function + ": parsing " + GoStrings.quote(text) + ": " + fault);
  }
}
