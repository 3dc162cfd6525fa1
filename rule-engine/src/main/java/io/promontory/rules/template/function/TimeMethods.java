package io.promontory.rules.template.function;

import static io.promontory.rules.template.function.Parameter.DURATION;
import static io.promontory.rules.template.function.Parameter.INT;
import static io.promontory.rules.template.function.Parameter.STRING;
import static io.promontory.rules.template.function.Parameter.TIME;

import io.promontory.rules.template.value.TimeLayout;
import io.promontory.rules.template.value.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods of times, which are in UTC. */
final class TimeMethods {
  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private TimeMethods() {}

  static @Nullable Function of(Value.Time receiver, String name) {
    Instant instant = receiver.instant();
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return switch (name) {
      case "Year" -> number(name, time.getYear());
      case "Month" ->
          described(
              name,
              new Value.Int(time.getMonthValue(), "time.Month"),
              time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Day" -> number(name, time.getDayOfMonth());
      case "Hour" -> number(name, time.getHour());
      case "Minute" -> number(name, time.getMinute());
      case "Second" -> number(name, time.getSecond());
      case "Nanosecond" -> number(name, time.getNano());
      case "YearDay" -> number(name, time.getDayOfYear());
      case "Weekday" ->
          described(
              name,
              new Value.Int(time.getDayOfWeek().getValue() % 7, "time.Weekday"),
              time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Unix" -> wide(name, instant.getEpochSecond());
      case "UnixMilli" -> wide(name, instant.toEpochMilli());
      case "UnixMicro" ->
          wide(name, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
      case "UnixNano" -> wide(name, instant.getEpochSecond() * 1_000_000_000 + instant.getNano());
      case "UTC" -> Function.of(name, (e, a) -> receiver);
      case "IsZero" -> Function.of(name, (e, a) -> Value.bool(instant.equals(ZERO)));
      case "Format" ->
          Function.of(
              name,
              (e, a) -> Value.text(TimeLayout.format(((Value.Text) a.get(0)).text(), instant)),
              STRING);
      case "Add" -> Function.of(name, (e, a) -> shifted(instant, nanos(a)), DURATION);
      case "AddDate" -> Function.of(name, (e, a) -> date(time, a), INT, INT, INT);
      case "Truncate" -> Function.of(name, (e, a) -> truncated(instant, nanos(a)), DURATION);
      case "Sub" -> Function.of(name, (e, a) -> difference(instant, other(a)), TIME);
      case "Before" -> Function.of(name, (e, a) -> Value.bool(instant.isBefore(other(a))), TIME);
      case "After" -> Function.of(name, (e, a) -> Value.bool(instant.isAfter(other(a))), TIME);
      case "Equal" -> Function.of(name, (e, a) -> Value.bool(instant.equals(other(a))), TIME);
      case "Compare" ->
          Function.of(
              name, (e, a) -> Value.integer(Integer.signum(instant.compareTo(other(a)))), TIME);
      default -> null;
    };
  }

  private static Function number(String name, int value) {
    return Function.of(name, (e, a) -> Value.integer(value));
  }

  private static Function wide(String name, long value) {
    return Function.of(name, (e, a) -> new Value.Int(value, "int64"));
  }

  private static Function described(String name, Value value, String text) {
    return Function.of(name, (e, a) -> new Value.Described(value, text));
  }

  private static Instant other(List<Value> arguments) {
    return ((Value.Time) arguments.get(0)).instant();
  }

  private static long nanos(List<Value> arguments) {
    return ((Value.Span) arguments.get(0)).nanos();
  }

  private static Value shifted(Instant instant, long nanos) {
    return new Value.Time(instant.plusNanos(nanos));
  }

  private static Value date(LocalDateTime time, List<Value> parts) throws CallException {
    try {
      LocalDateTime months =
          time.withDayOfMonth(1)
              .plusYears(((Value.Int) parts.get(0)).value())
              .plusMonths(((Value.Int) parts.get(1)).value());
      LocalDateTime days =
          months.plusDays(((Value.Int) parts.get(2)).value() + time.getDayOfMonth() - 1);
      return new Value.Time(days.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new CallException("date out of range");
    }
  }

  private static Value truncated(Instant instant, long nanos) {
    if (nanos <= 0) {
      return new Value.Time(instant);
    }
    Duration since = Duration.between(ZERO, instant);
    long rest =
        BigInteger.valueOf(since.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000_000L))
            .add(BigInteger.valueOf(since.getNano()))
            .mod(BigInteger.valueOf(nanos))
            .longValue();
    return new Value.Time(instant.minusNanos(rest));
  }

  private static Value difference(Instant instant, Instant other) {
    try {
      return new Value.Span(Duration.between(other, instant).toNanos());
    } catch (ArithmeticException e) {
      return new Value.Span(instant.isBefore(other) ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
  }
}
