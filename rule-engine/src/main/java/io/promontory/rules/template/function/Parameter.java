package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a parameter. */
public enum Parameter {
  /** Anything; {@code nil} too. */
  ANY("interface {}"),
  STRING("string"),
  SAMPLES("template.queryResult"),
  SAMPLE("*template.sample"),
  TIME("time.Time"),
  DURATION("time.Duration"),
  INT("int");

  private final String typeName;

  Parameter(String typeName) {
    this.typeName = typeName;
  }

  /** Its name in Go. */
  public String typeName() {
    return typeName;
  }

  /** What {@code nil} is as an argument of this type; null where it cannot be one. */
  public @Nullable Value ofNil() {
    return switch (this) {
      case ANY -> Value.NIL;
      case SAMPLES -> Values.samples(List.of());
      case SAMPLE -> Values.noSample();
      case STRING, TIME, DURATION, INT -> null;
    };
  }

  /** The value as this type, through at most one pointer; null where it has another type. */
  public @Nullable Value of(Value argument) {
    Value value = argument.unboxed();
    if (this == ANY || value.typeName().equals(typeName)) {
      return value;
    }
    return value instanceof Value.Pointer pointer
            && pointer.target() != null
            && pointer.target().typeName().equals(typeName)
        ? pointer.target()
        : null;
  }
}
