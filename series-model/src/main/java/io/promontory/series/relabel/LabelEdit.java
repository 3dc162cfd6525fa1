package io.promontory.series.relabel;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A label set while rules change it. Rules that go through all labels see those it began with
 * first, in their order, then those that were set, in the order they were.
 */
final class LabelEdit {
  private final Labels base;
  private final Set<String> removed = new HashSet<>();
  private final Map<String, String> set = new LinkedHashMap<>();

  LabelEdit(Labels base) {
    this.base = base;
  }

  /** The value of a label; empty where there is none. */
  String get(String name) {
    String value = set.get(name);
    if (value != null) {
      return value;
    }
    return removed.contains(name) ? "" : base.getOrEmpty(name);
  }

  /** The empty value removes the label. */
  void set(String name, String value) {
    if (value.isEmpty()) {
      remove(name);
    } else {
      set.put(name, value);
    }
  }

  void remove(String name) {
    set.remove(name);
    removed.add(name);
  }

  /** Names as they are now. */
  List<String> names() {
    List<String> names = new ArrayList<>(base.size() + set.size());
    for (int i = 0; i < base.size(); i++) {
      String name = base.name(i);
      if (!removed.contains(name) && !set.containsKey(name)) {
        names.add(name);
      }
    }
    names.addAll(set.keySet());
    return names;
  }

  Labels build() {
    if (removed.isEmpty() && set.isEmpty()) {
      return base;
    }
    LabelsBuilder builder = new LabelsBuilder(base);
    removed.forEach(builder::remove);
    set.forEach(builder::set);
    return builder.build();
  }
}
