package io.promontory.rules.file;

import io.promontory.rules.yaml.YamlException;
import io.promontory.series.labels.Labels;
import java.util.Map;

/** What makes good labels and annotations of a rule. */
final class LabelChecks {
  private LabelChecks() {}

  /** The labels under a key; {@code whose} begins the texts of faults. */
  static Labels labels(Fields fields, String key, String whose, RuleProblems problems)
      throws YamlException {
    Map<String, String> texts = fields.texts(key);
    for (String name : texts.keySet()) {
      if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
        problems.at(fields.position(key), whose + ": \"" + name + "\" is no name of a label");
      }
    }
    return Labels.of(texts);
  }

  static Labels annotations(Fields fields, String whose, RuleProblems problems)
      throws YamlException {
    Map<String, String> texts = fields.texts("annotations");
    if (texts.containsKey("")) {
      problems.at(fields.position("annotations"), whose + ": an annotation needs a name");
    }
    return Labels.of(texts);
  }
}
