package io.promontory.series.labels;

import io.promontory.series.text.GoStrings;

/** Prints label sets as Prometheus does in logs and errors. */
final class LabelsText {
  private LabelsText() {}

  static String print(Labels labels) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      String name = labels.name(i);
      out.append(LabelNames.isLegacyLabelName(name) ? name : GoStrings.quote(name))
          .append('=')
          .append(GoStrings.quote(labels.value(i)));
    }
    return out.append('}').toString();
  }
}
