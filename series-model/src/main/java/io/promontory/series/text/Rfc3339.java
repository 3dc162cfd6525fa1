package io.promontory.series.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * RFC 3339 as leniently as Go's {@code time.Parse} reads it: an hour of one digit, a comma before
 * the fraction, more than nine digits of fraction, zone offsets up to 24:60. No lower-case letters,
 * no leap seconds.
 */
final class Rfc3339 {
  private final String text;
  private int at;

  private Rfc3339(String text) {
    this.text = text;
  }

  /** The instant, or null where the text is not of this form. */
  static @Nullable Instant parse(String text) {
    try {
      return new Rfc3339(text).parse();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Instant parse() {
    int year = digits(4);
    expect('-');
    int month = digits(2);
    expect('-');
    int day = digits(2);
    expect('T');
    int hour = isDigit(at + 1) ? digits(2) : digits(1);
    expect(':');
    int minute = digits(2);
    expect(':');
    int second = digits(2);
    int nanos = fraction();
    int offset = offset();
    if (at != text.length()) {
      throw failure();
    }
    return LocalDate.of(year, month, day)
        .atTime(LocalTime.of(hour, minute, second, nanos))
        .toInstant(ZoneOffset.UTC)
        .minusSeconds(offset);
  }

  private int fraction() {
    if (at >= text.length() || (peek() != '.' && peek() != ',') || !isDigit(at + 1)) {
      return 0;
    }
    int nanos = 0;
    int scale = 100_000_000;
    for (at++; isDigit(at); at++) {
      nanos += (text.charAt(at) - '0') * scale;
      scale /= 10;
    }
    return nanos;
  }

  private int offset() {
    char sign = at < text.length() ? text.charAt(at++) : 0;
    if (sign == 'Z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw failure();
    }
    int hours = digits(2);
    expect(':');
    int minutes = digits(2);
    if (hours > 24 || minutes > 60) {
      throw failure();
    }
    int seconds = (hours * 60 + minutes) * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit(at)) {
        throw failure();
      }
      value = value * 10 + text.charAt(at++) - '0';
    }
    return value;
  }

  private void expect(char c) {
    if (at >= text.length() || text.charAt(at++) != c) {
      throw failure();
    }
  }

  private char peek() {
    return text.charAt(at);
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static DateTimeException failure() {
    return new DateTimeException("not RFC 3339");
  }
}
