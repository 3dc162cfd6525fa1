package io.promontory.rules.file;

import io.promontory.rules.yaml.Fields;
import io.promontory.rules.yaml.YamlException;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What makes good labels and annotations of a rule. */
public final class LabelChecks {
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
    return withEmptyTexts(texts);
  }

  /** Texts as labels, those that are empty kept: an annotation may say nothing. */
  public static Labels withEmptyTexts(Map<String, String> texts) {
    TreeMap<String, String> sorted = new TreeMap<>(Utf8Order.INSTANCE);
    sorted.putAll(texts);
    return Labels.ofSorted(
        sorted.entrySet().stream()
            .flatMap(text -> Stream.of(text.getKey(), text.getValue()))
            .toArray(String[]::new));
  }
}
