package io.promontory.rules.template.value;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A value of a template, with Go's type where that shows in messages or decides. */
public sealed interface Value {
  /** No value. */
  Value NIL = new Nil();

  Value EMPTY_TEXT = new Text("", "string");

  /** The name of its type in Go. */
  String typeName();

  static Value text(String text) {
    return new Text(text, "string");
  }

  static Value integer(long value) {
    return new Int(value, "int");
  }

  static Value bool(boolean value) {
    return new Bool(value);
  }

  static Value floating(double value) {
    return new Float(value);
  }

  /** The value inside of an interface; others as they are. */
  default Value unboxed() {
    return this instanceof Boxed boxed ? boxed.inner() : this;
  }

  /** What a chain of pointers and interfaces leads to; a null pointer as it is. */
  default Value indirect() {
    Value value = this;
    while (true) {
      if (value instanceof Boxed boxed) {
        value = boxed.inner();
      } else if (value instanceof Pointer pointer && pointer.target() != null) {
        value = pointer.target();
      } else {
        return value;
      }
    }
  }

  /** No value: {@code nil} without a type. */
  record Nil() implements Value {
    @Override
    public String typeName() {
      return "<nil>";
    }
  }

  /** A field or element of type {@code interface {}}. */
  record Boxed(Value inner) implements Value {
    @Override
    public String typeName() {
      return "interface {}";
    }
  }

  /** A {@code bool}. */
  record Bool(boolean value) implements Value {
    @Override
    public String typeName() {
      return "bool";
    }
  }

  /** An integer of any size. */
  record Int(long value, String typeName) implements Value {
    /** Whether its type has no sign. */
    public boolean isUnsigned() {
      return typeName.startsWith("u") || typeName.equals("histogram.CounterResetHint");
    }
  }

  /** A {@code float64}. */
  record Float(double value) implements Value {
    @Override
    public String typeName() {
      return "float64";
    }
  }

  /** A {@code complex128}. */
  record Complex(double real, double imaginary) implements Value {
    @Override
    public String typeName() {
      return "complex128";
    }
  }

  /** A string, or a named type of one. */
  record Text(String text, String typeName) implements Value {}

  /**
   * A map with strings as keys.
   *
   * @param entries sorted by key
   * @param missing what a key has that is not there
   */
  record Mapping(SortedMap<String, Value> entries, Value missing) implements Value {
    @Override
    public String typeName() {
      return "map[string]" + missing.typeName();
    }
  }

  /** A slice. */
  record Sequence(List<Value> elements, String typeName) implements Value {}

  /** A struct. */
  record Struct(String typeName, List<String> names, List<Value> values) implements Value {
    /** The value of a field, or null where there is none of this name. */
    public @Nullable Value field(String name) {
      int i = names.indexOf(name);
      return i < 0 ? null : values.get(i);
    }
  }

  /** A pointer. */
  record Pointer(@Nullable Value target, String elementType) implements Value {
    /** A pointer to a value. */
    public static Pointer to(Value target) {
      return new Pointer(target, target.typeName());
    }

    @Override
    public String typeName() {
      return "*" + elementType;
    }
  }

  /** A value with a text of its own, as Go's {@code Stringer} gives it. */
  record Described(Value value, String text) implements Value {
    @Override
    public String typeName() {
      return value.typeName();
    }
  }

  /** A {@code time.Time} in UTC. */
  record Time(Instant instant) implements Value {
    @Override
    public String typeName() {
      return "time.Time";
    }
  }

  /** A {@code time.Duration}. */
  record Span(long nanos) implements Value {
    @Override
    public String typeName() {
      return "time.Duration";
    }
  }
}
