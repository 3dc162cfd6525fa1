package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import java.util.Set;

/**
 * Takes the name from a series that no longer is what the name says.
 *
 * @param delayed true where series only remember that their name is gone, and lose it at the end of
 *     the query
 */
record NameDropping(boolean delayed) {
  private static final Set<String> NAME_LABELS = Set.of(Labels.METRIC_NAME, "__type__", "__unit__");

  /** The labels an operator that drops the name passes on. */
  Labels apply(Labels labels) {
    return delayed ? labels : drop(labels);
  }

  /** The labels an operator passes on that drops the name but neither type nor unit. */
  Labels applyToName(Labels labels) {
    return delayed ? labels : labels.with(Labels.METRIC_NAME, "");
  }

  /** Without metric name, type and unit. */
  static Labels drop(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      if (name.startsWith("__") && NAME_LABELS.contains(name)) {
        return labels.without(NAME_LABELS);
      }
    }
    return labels;
  }
}
