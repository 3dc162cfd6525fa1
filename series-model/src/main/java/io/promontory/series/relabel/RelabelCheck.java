package io.promontory.series.relabel;

import io.promontory.series.regex.Regex;
import io.promontory.series.text.GoStrings;

/** What makes a good rule, in the order and the words of Prometheus. */
final class RelabelCheck {
  /** A target with references to groups, where names have the legacy characters. */
  private static final Regex LEGACY_TEMPLATE =
      Regex.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");

  private final RelabelConfig config;
  private final RelabelAction action;
  private final NameScheme scheme;

  private RelabelCheck(RelabelConfig config, RelabelAction action, NameScheme scheme) {
    this.config = config;
    this.action = action;
    this.scheme = scheme;
  }

  /**
   * Checks a rule.
   *
   * @return its action
   * @throws RelabelException if it is not good
   */
  static RelabelAction check(RelabelConfig config, NameScheme scheme) {
    for (String source : config.sources()) {
      if (source.isEmpty()) {
        throw new RelabelException("\"\" is not a valid label name");
      }
    }
    RelabelAction action = config.action();
    if (action == null) {
      throw new RelabelException("relabel action cannot be empty");
    }
    new RelabelCheck(config, action, scheme).check();
    return action;
  }

  private void check() {
    if (config.modulus() == 0 && action == RelabelAction.HASHMOD) {
      throw new RelabelException("relabel configuration for hashmod requires non-zero modulus");
    }
    switch (action) {
      case REPLACE -> {
        needTarget();
        boolean isGood =
            config.targetLabel().contains("$")
                ? isTemplate(config.targetLabel())
                : scheme.isLabelName(config.targetLabel());
        need(isGood, config.targetLabel(), "target_label");
      }
      case LOWERCASE, UPPERCASE -> writesPlainly();
      case KEEPEQUAL, DROPEQUAL -> {
        writesPlainly();
        if (config.regex() != null || hasMore()) {
          throw only("'source_labels' and `target_label`");
        }
      }
      case HASHMOD -> {
        needTarget();
        need(scheme.isLabelName(config.targetLabel()), config.targetLabel(), "target_label");
      }
      case LABELMAP -> need(isTemplate(config.replacement()), config.replacement(), "replacement");
      case LABELDROP, LABELKEEP -> {
        if (config.sourceLabels() != null || !config.targetLabel().isEmpty() || hasMore()) {
          throw only("'regex'");
        }
      }
      case KEEP, DROP -> {}
    }
  }

  private void writesPlainly() {
    needTarget();
    need(scheme.isLabelName(config.targetLabel()), config.targetLabel(), "target_label");
    if (!config.replacement().equals(RelabelConfig.REPLACEMENT)) {
      throw new RelabelException("'replacement' can not be set for " + action.word() + " action");
    }
  }

  private void needTarget() {
    if (config.targetLabel().isEmpty()) {
      throw new RelabelException(
          "relabel configuration for " + action.word() + " action requires 'target_label' value");
    }
  }

  private void need(boolean isGood, String name, String key) {
    if (!isGood) {
      throw new RelabelException(
          GoStrings.quote(name) + " is invalid '" + key + "' for " + action.word() + " action");
    }
  }

  private boolean isTemplate(String name) {
    return scheme == NameScheme.UTF8 ? scheme.isLabelName(name) : LEGACY_TEMPLATE.matches(name);
  }

  private boolean hasMore() {
    return config.modulus() != 0
        || !config.separator().equals(RelabelConfig.SEPARATOR)
        || !config.replacement().equals(RelabelConfig.REPLACEMENT);
  }

  private RelabelException only(String keys) {
    return new RelabelException(
        action.word() + " action requires only " + keys + ", and no other fields");
  }
}
