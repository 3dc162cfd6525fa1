package io.promontory.series.relabel;

import io.promontory.series.labels.LabelNames;

/** Which names labels may have. */
public enum NameScheme {
  /** Any text that is not empty. */
  UTF8 {
    @Override
    boolean isLabelName(String name) {
      return !name.isEmpty();
    }
  },
  /** {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
  LEGACY {
    @Override
    boolean isLabelName(String name) {
      return LabelNames.isLegacyLabelName(name);
    }
  };

  abstract boolean isLabelName(String name);
}
