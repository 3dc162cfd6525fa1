package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import io.promontory.series.labels.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code query} and what reads its samples. */
final class Queries {
  private Queries() {}

  static Value query(Environment environment, String expression) throws CallException {
    return Values.samples(environment.query(expression));
  }

  static Value first(Value samples) throws CallException {
    List<Value> elements = ((Value.Sequence) samples).elements();
    if (elements.isEmpty()) {
      throw new CallException("first() called on vector with no elements");
    }
    return elements.get(0);
  }

  static Value value(Value sample) throws CallException {
    return field(sample, "Value").unboxed();
  }

  static Value label(String name, Value sample) throws CallException {
    Value.Mapping labels = (Value.Mapping) field(sample, "Labels");
    return labels.entries().getOrDefault(name, Value.EMPTY_TEXT);
  }

  private static Value field(Value sample, String name) throws CallException {
    Value target = ((Value.Pointer) sample).target();
    Value field = target instanceof Value.Struct struct ? struct.field(name) : null;
    if (field == null) {
      throw new CallException(CallException.NULL_POINTER);
    }
    return field;
  }

  static Value sorted(String label, Value samples) throws CallException {
    record Keyed(String key, Value sample) {}
    List<Keyed> keyed = new ArrayList<>();
    for (Value sample : ((Value.Sequence) samples).elements()) {
      keyed.add(new Keyed(((Value.Text) label(label, sample)).text(), sample));
    }
    keyed.sort(Comparator.comparing(Keyed::key, Utf8Order.INSTANCE));
    return Values.samples(keyed.stream().map(Keyed::sample).toList());
  }

  /** Arguments as a map with the keys {@code arg0}, {@code arg1} and so on. */
  static Value arguments(List<Value> arguments) {
    SortedMap<String, Value> entries = new TreeMap<>(Utf8Order.INSTANCE);
    for (int i = 0; i < arguments.size(); i++) {
      entries.put("arg" + i, new Value.Boxed(arguments.get(i)));
    }
    return new Value.Mapping(entries, new Value.Boxed(Value.NIL));
  }
}
