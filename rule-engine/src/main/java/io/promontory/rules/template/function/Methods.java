package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import org.jspecify.annotations.Nullable;

/** The methods that values have. */
public final class Methods {
  private Methods() {}

  /** The method of this name with its receiver bound, or null. */
  public static @Nullable Function of(Value receiver, String name) {
    Value value = receiver.indirect();
    Function method =
        switch (value) {
          case Value.Time time -> TimeMethods.of(time, name);
          case Value.Span span -> DurationMethods.of(span, name);
          default -> null;
        };
    String text = Values.ownText(value);
    if (method == null && text != null && name.equals("String")) {
      return Function.of(name, (e, a) -> Value.text(text));
    }
    return method;
  }
}
