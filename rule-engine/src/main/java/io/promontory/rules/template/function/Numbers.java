package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.time.Instant;

/** Numbers, times and durations made of what templates have. */
final class Numbers {
  private static final double NANOS = 1e9;
  private static final double LIMIT = 0x1p63;

  private Numbers() {}

  static double toFloat(Value value) throws CallException {
    return switch (value) {
      case Value.Float number -> number.value();
      case Value.Text text when text.typeName().equals("string") -> parse(text.text());
      case Value.Int integer when isWord(integer.typeName()) -> integer.value();
      case Value.Span span -> (span.nanos() / 1_000_000_000) + (span.nanos() % 1_000_000_000) / 1e9;
      default -> throw new CallException("can't convert " + value.typeName() + " to float");
    };
  }

  private static boolean isWord(String type) {
    return type.equals("int") || type.equals("int64") || type.equals("uint");
  }

  private static double parse(String text) throws CallException {
    try {
      return GoNumbers.parseFloat(text);
    } catch (TextFormatException e) {
      throw new CallException(String.valueOf(e.getMessage()));
    }
  }

  static double parseDuration(String text) throws CallException {
    try {
      return GoDurations.parseSigned(text) / NANOS;
    } catch (TextFormatException e) {
      throw new CallException(String.valueOf(e.getMessage()));
    }
  }

  /** A duration of so many seconds. */
  static Value toDuration(double seconds) {
    return new Value.Span(toLong(seconds * NANOS));
  }

  /** The time so many seconds after 1970, cut to ms. */
  static Value toTime(double seconds) throws CallException {
    if (!Double.isFinite(seconds)) {
      throw new CallException("value is NaN or Inf");
    }
    double nanos = seconds * NANOS;
    if (nanos > LIMIT || nanos < -LIMIT) {
      throw new CallException(
          GoFloats.general(seconds)
              + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    return new Value.Time(Instant.ofEpochMilli(toLong(nanos) / 1_000_000));
  }

  /** As conversions go on amd64: what does not fit becomes the smallest number. */
  static long toLong(double value) {
    return value >= -LIMIT && value < LIMIT ? (long) value : Long.MIN_VALUE;
  }
}
