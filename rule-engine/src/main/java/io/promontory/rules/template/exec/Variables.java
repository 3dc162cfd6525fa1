package io.promontory.rules.template.exec;

import io.promontory.rules.template.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The variables of a running template, innermost last. */
final class Variables {
  private final List<String> names = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  Variables(Value root) {
    push("$", root);
  }

  int mark() {
    return names.size();
  }

  void pop(int mark) {
    names.subList(mark, names.size()).clear();
    values.subList(mark, values.size()).clear();
  }

  void push(String name, Value value) {
    names.add(name);
    values.add(value);
  }

  /** The place of a variable, or -1. */
  int find(String name) {
    return names.lastIndexOf(name);
  }

  Value get(int place) {
    return values.get(place);
  }

  void set(int place, Value value) {
    values.set(place, value);
  }
}
