package io.promontory.rules.template.function;

import static io.promontory.rules.template.function.Parameter.DURATION;

import io.promontory.rules.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of durations. */
final class DurationMethods {
  private static final long SECOND = 1_000_000_000L;

  private DurationMethods() {}

  static @Nullable Function of(Value.Span receiver, String name) {
    long nanos = receiver.nanos();
    return switch (name) {
      case "Hours" -> floating(name, nanos, 3600 * SECOND);
      case "Minutes" -> floating(name, nanos, 60 * SECOND);
      case "Seconds" -> floating(name, nanos, SECOND);
      case "Milliseconds" -> whole(name, nanos / 1_000_000);
      case "Microseconds" -> whole(name, nanos / 1_000);
      case "Nanoseconds" -> whole(name, nanos);
      case "Abs" -> Function.of(name, (e, a) -> new Value.Span(abs(nanos)));
      case "Truncate" ->
          Function.of(name, (e, a) -> new Value.Span(truncated(nanos, unit(a))), DURATION);
      case "Round" ->
          Function.of(name, (e, a) -> new Value.Span(rounded(nanos, unit(a))), DURATION);
      default -> null;
    };
  }

  /** Whole units and the rest apart, which is how Go keeps the precision. */
  private static Function floating(String name, long nanos, long unit) {
    return Function.of(
        name, (e, a) -> Value.floating((double) (nanos / unit) + (double) (nanos % unit) / unit));
  }

  private static Function whole(String name, long value) {
    return Function.of(name, (e, a) -> new Value.Int(value, "int64"));
  }

  private static long unit(List<Value> arguments) {
    return ((Value.Span) arguments.get(0)).nanos();
  }

  private static long abs(long nanos) {
    return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
  }

  private static long truncated(long nanos, long unit) {
    return unit <= 0 ? nanos : nanos - nanos % unit;
  }

  /** Halves away from zero. */
  private static long rounded(long nanos, long unit) {
    if (unit <= 0) {
      return nanos;
    }
    long rest = Math.abs(nanos % unit);
    long down = nanos - nanos % unit;
    if (rest + rest < unit && rest + rest >= 0) {
      return down;
    }
    long up = nanos < 0 ? down - unit : down + unit;
    boolean overflow = nanos < 0 ? up > 0 : up < 0;
    return overflow ? (nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : up;
  }
}
