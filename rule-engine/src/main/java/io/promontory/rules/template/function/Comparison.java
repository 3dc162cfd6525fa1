package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Format;
import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import io.promontory.series.labels.Utf8Order;
import java.util.List;

/** {@code eq ne lt le gt ge not}: only values of the same kind compare. */
final class Comparison {
  private enum Kind {
    NONE,
    BOOL,
    COMPLEX,
    INT,
    FLOAT,
    STRING,
    UINT
  }

  private Comparison() {}

  private static Kind kind(Value value) {
    return switch (value) {
      case Value.Bool b -> Kind.BOOL;
      case Value.Int i -> i.isUnsigned() ? Kind.UINT : Kind.INT;
      case Value.Span s -> Kind.INT;
      case Value.Float f -> Kind.FLOAT;
      case Value.Complex c -> Kind.COMPLEX;
      case Value.Text t -> Kind.STRING;
      case Value.Described d -> kind(d.value());
      default -> Kind.NONE;
    };
  }

  static Value not(Value value) {
    return Value.bool(!Values.isTrue(value));
  }

  /** Whether the first equals any of the others. */
  static Value equal(List<Value> arguments) throws CallException {
    if (arguments.size() < 2) {
      throw new CallException("missing argument for comparison");
    }
    for (int i = 1; i < arguments.size(); i++) {
      if (equal(arguments.get(0), arguments.get(i))) {
        return Value.bool(true);
      }
    }
    return Value.bool(false);
  }

  static Value notEqual(List<Value> arguments) throws CallException {
    return Value.bool(!equal(arguments.get(0), arguments.get(1)));
  }

  static Value less(List<Value> arguments) throws CallException {
    return Value.bool(less(arguments.get(0), arguments.get(1)));
  }

  static Value lessOrEqual(List<Value> arguments) throws CallException {
    Value a = arguments.get(0);
    Value b = arguments.get(1);
    return Value.bool(less(a, b) || equal(a, b));
  }

  static Value greater(List<Value> arguments) throws CallException {
    Value a = arguments.get(0);
    Value b = arguments.get(1);
    return Value.bool(!(less(a, b) || equal(a, b)));
  }

  static Value greaterOrEqual(List<Value> arguments) throws CallException {
    return Value.bool(!less(arguments.get(0), arguments.get(1)));
  }

  private static boolean equal(Value a, Value b) throws CallException {
    Kind kind = kind(a);
    Kind other = kind(b);
    if (kind != other) {
      if (kind == Kind.INT && other == Kind.UINT) {
        return integer(a) >= 0 && integer(a) == integer(b);
      }
      if (kind == Kind.UINT && other == Kind.INT) {
        return integer(b) >= 0 && integer(a) == integer(b);
      }
      if (a instanceof Value.Nil || b instanceof Value.Nil) {
        return false;
      }
      throw incompatible(a, b);
    }
    return switch (kind) {
      case INT, UINT -> integer(a) == integer(b);
      case FLOAT -> ((Value.Float) a).value() == ((Value.Float) b).value();
      case STRING -> ((Value.Text) a).text().equals(((Value.Text) b).text());
      case BOOL -> ((Value.Bool) a).value() == ((Value.Bool) b).value();
      case COMPLEX ->
          ((Value.Complex) a).real() == ((Value.Complex) b).real()
              && ((Value.Complex) a).imaginary() == ((Value.Complex) b).imaginary();
      case NONE -> equalOthers(a, b);
    };
  }

  private static boolean equalOthers(Value a, Value b) throws CallException {
    if (isNull(a) || isNull(b)) {
      return isNull(a) == isNull(b);
    }
    if (a.getClass() != b.getClass()) {
      throw new CallException(
          "non-comparable types "
              + Format.print(List.of(a))
              + ": "
              + a.typeName()
              + ", "
              + b.typeName()
              + ": "
              + Format.print(List.of(b)));
    }
    if (b instanceof Value.Pointer) {
      return a == b;
    }
    if (b instanceof Value.Time) {
      return a.equals(b);
    }
    throw new CallException(
        "non-comparable type " + Format.printf("%s", List.of(b)) + ": " + b.typeName());
  }

  private static boolean isNull(Value value) {
    return value instanceof Value.Nil
        || (value instanceof Value.Pointer pointer && pointer.target() == null);
  }

  private static boolean less(Value a, Value b) throws CallException {
    Kind kind = comparable(a);
    Kind other = comparable(b);
    if (kind != other) {
      if (kind == Kind.INT && other == Kind.UINT) {
        return integer(a) < 0 || integer(a) < integer(b);
      }
      if (kind == Kind.UINT && other == Kind.INT) {
        return integer(b) >= 0 && integer(a) < integer(b);
      }
      throw incompatible(a, b);
    }
    return switch (kind) {
      case INT, UINT -> integer(a) < integer(b);
      case FLOAT -> ((Value.Float) a).value() < ((Value.Float) b).value();
      case STRING ->
          Utf8Order.INSTANCE.compare(((Value.Text) a).text(), ((Value.Text) b).text()) < 0;
      case NONE, BOOL, COMPLEX -> throw invalid();
    };
  }

  private static Kind comparable(Value value) throws CallException {
    Kind kind = kind(value);
    if (kind == Kind.NONE) {
      throw invalid();
    }
    return kind;
  }

  private static long integer(Value value) {
    return switch (value) {
      case Value.Int integer -> integer.value();
      case Value.Span span -> span.nanos();
      case Value.Described described -> integer(described.value());
      default -> throw new IllegalArgumentException("no integer: " + value.typeName());
    };
  }

  private static CallException incompatible(Value a, Value b) {
    return new CallException(
        "incompatible types for comparison: " + a.typeName() + " and " + b.typeName());
  }

  private static CallException invalid() {
    return new CallException("invalid type for comparison");
  }
}
