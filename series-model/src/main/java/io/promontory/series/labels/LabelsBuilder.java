package io.promontory.series.labels;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects labels in any order and builds a sorted {@link Labels}; setting an empty value removes
 * the label.
 */
public final class LabelsBuilder {
  private final TreeMap<String, String> labels = new TreeMap<>(Utf8Order.INSTANCE);

  public LabelsBuilder() {}

  public LabelsBuilder(Labels base) {
    for (int i = 0; i < base.size(); i++) {
      labels.put(base.name(i), base.value(i));
    }
  }

  public LabelsBuilder set(String name, String value) {
    if (value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
    return this;
  }

  public LabelsBuilder remove(String name) {
    labels.remove(name);
    return this;
  }

  public @Nullable String get(String name) {
    return labels.get(name);
  }

  public Labels build() {
    String[] pairs = new String[labels.size() * 2];
    int i = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      pairs[i++] = label.getKey();
      pairs[i++] = label.getValue();
    }
    return Labels.ofSorted(pairs);
  }
}
