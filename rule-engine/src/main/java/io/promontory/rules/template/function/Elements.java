package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Format;
import io.promontory.rules.template.value.Value;
import io.promontory.series.text.Utf8Bytes;
import java.util.List;

/** {@code index slice len call}: parts of strings (by bytes), lists and maps. */
final class Elements {
  private Elements() {}

  static Value index(List<Value> arguments) throws CallException {
    Value item = arguments.get(0);
    if (item instanceof Value.Nil) {
      throw new CallException("index of untyped nil");
    }
    for (Value index : arguments.subList(1, arguments.size())) {
      item = item.indirect();
      if (item instanceof Value.Pointer || item instanceof Value.Nil) {
        throw new CallException("index of nil pointer");
      }
      item = element(item, index);
    }
    return item;
  }

  private static Value element(Value item, Value index) throws CallException {
    return switch (item) {
      case Value.Text text -> {
        byte[] bytes = Utf8Bytes.encode(text.text());
        int i = position(index, bytes.length);
        yield new Value.Int(bytes[inside(i, bytes.length)] & 0xff, "uint8");
      }
      case Value.Sequence list -> {
        int size = list.elements().size();
        yield list.elements().get(inside(position(index, size), size));
      }
      case Value.Mapping map -> {
        if (!(index instanceof Value.Text key)) {
          throw new CallException(
              index instanceof Value.Nil
                  ? "value is nil; should be of type string"
                  : "value has type " + index.typeName() + "; should be string");
        }
        yield map.entries().getOrDefault(key.text(), map.missing());
      }
      default -> throw new CallException("can't index item of type " + item.typeName());
    };
  }

  /** Go lets the length itself pass as an index and fails afterwards. */
  private static int inside(int i, int length) throws CallException {
    if (i >= length) {
      throw new CallException("reflect: slice index out of range");
    }
    return i;
  }

  private static int position(Value index, int most) throws CallException {
    if (index instanceof Value.Nil) {
      throw new CallException("cannot index slice/array with nil");
    }
    if (!(index instanceof Value.Int integer)) {
      throw new CallException("cannot index slice/array with type " + index.typeName());
    }
    if (integer.value() < 0 || integer.value() > most) {
      throw new CallException("index out of range: " + integer.value());
    }
    return (int) integer.value();
  }

  static Value slice(List<Value> arguments) throws CallException {
    Value item = arguments.get(0).indirect();
    List<Value> indexes = arguments.subList(1, arguments.size());
    if (item instanceof Value.Nil) {
      throw new CallException("slice of untyped nil");
    }
    if (item instanceof Value.Pointer) {
      throw new CallException("slice of nil pointer");
    }
    if (indexes.size() > 3) {
      throw new CallException("too many slice indexes: " + indexes.size());
    }
    if (item instanceof Value.Text text) {
      if (indexes.size() == 3) {
        throw new CallException("cannot 3-index slice a string");
      }
      byte[] bytes = Utf8Bytes.encode(text.text());
      int[] bounds = bounds(indexes, bytes.length);
      return new Value.Text(Utf8Bytes.decode(bytes, bounds[0], bounds[1]), text.typeName());
    }
    if (item instanceof Value.Sequence list) {
      int[] bounds = bounds(indexes, list.elements().size());
      return new Value.Sequence(list.elements().subList(bounds[0], bounds[1]), list.typeName());
    }
    throw new CallException("can't slice item of type " + item.typeName());
  }

  private static int[] bounds(List<Value> indexes, int size) throws CallException {
    int[] bounds = {0, size, size};
    for (int i = 0; i < indexes.size(); i++) {
      bounds[i] = position(indexes.get(i), size);
    }
    for (int i = 0; i < 2; i++) {
      if (bounds[i] > bounds[i + 1]) {
        throw new CallException("invalid slice index: " + bounds[i] + " > " + bounds[i + 1]);
      }
    }
    return bounds;
  }

  static Value length(Value argument) throws CallException {
    Value item = argument.indirect();
    return switch (item) {
      case Value.Text text -> Value.integer(Utf8Bytes.encode(text.text()).length);
      case Value.Mapping map -> Value.integer(map.entries().size());
      case Value.Sequence list -> Value.integer(list.elements().size());
      case Value.Nil nil ->
          throw new CallException("reflect: call of reflect.Value.Type on zero Value");
      case Value.Pointer pointer -> throw new CallException("len of nil pointer");
      default -> throw new CallException("len of type " + item.typeName());
    };
  }

  /** Functions are no values here, so that there is nothing to call. */
  static Value call(List<Value> arguments) throws CallException {
    Value function = arguments.get(0);
    if (function instanceof Value.Nil) {
      throw new CallException("call of nil");
    }
    throw new CallException(
        "non-function " + Format.print(List.of(function)) + " of type " + function.typeName());
  }
}
