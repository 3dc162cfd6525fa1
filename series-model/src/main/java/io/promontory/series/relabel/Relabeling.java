package io.promontory.series.relabel;

import io.promontory.series.labels.Labels;
import io.promontory.series.regex.ReplacementTemplate;
import io.promontory.series.relabel.RelabelRule.Sources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Relabelling rules, applied one after the other. Immutable. */
public final class Relabeling {
  public static final Relabeling NONE = new Relabeling(List.of());

  private static final String EVERYTHING = "(.*)";

  private final List<RelabelRule> rules;

  private Relabeling(List<RelabelRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Checks rules.
   *
   * @param scheme which names the rules may write
   * @throws RelabelException of the first that cannot work
   */
  public static Relabeling of(List<? extends @Nullable RelabelConfig> configs, NameScheme scheme) {
    List<RelabelRule> rules = new ArrayList<>();
    for (RelabelConfig config : configs) {
      if (config == null) {
        throw new RelabelException("empty or null relabeling rule in relabeling");
      }
      rules.add(rule(config, scheme));
    }
    return new Relabeling(rules);
  }

  private static RelabelRule rule(RelabelConfig config, NameScheme scheme) {
    String regex = config.regex();
    RelabelPattern pattern = new RelabelPattern(regex == null ? EVERYTHING : regex);
    RelabelAction action = RelabelCheck.check(config, scheme);
    Sources sources = Sources.of(config);
    String target = config.targetLabel();
    ReplacementTemplate replacement = ReplacementTemplate.parse(config.replacement());
    return switch (action) {
      case REPLACE ->
          new RelabelRule.Replace(
              sources,
              pattern,
              ReplacementTemplate.parse(target),
              fixed(target),
              replacement,
              scheme);
      case KEEP -> new RelabelRule.Filter(sources, pattern, true);
      case DROP -> new RelabelRule.Filter(sources, pattern, false);
      case KEEPEQUAL -> new RelabelRule.EqualFilter(sources, target, true);
      case DROPEQUAL -> new RelabelRule.EqualFilter(sources, target, false);
      case HASHMOD -> new RelabelRule.HashMod(sources, target, config.modulus());
      case LABELMAP -> new RelabelRule.LabelMap(pattern, replacement, fixed(config.replacement()));
      case LABELDROP -> new RelabelRule.LabelFilter(pattern, false);
      case LABELKEEP -> new RelabelRule.LabelFilter(pattern, true);
      case LOWERCASE -> new RelabelRule.CaseChange(sources, target, Character::toLowerCase);
      case UPPERCASE -> new RelabelRule.CaseChange(sources, target, Character::toUpperCase);
    };
  }

  private static @Nullable String fixed(String template) {
    return template.contains("$") ? null : template;
  }

  /** The labels after all rules; null where a rule drops the set. */
  public @Nullable Labels apply(Labels labels) {
    LabelEdit edit = new LabelEdit(labels);
    for (RelabelRule rule : rules) {
      if (!rule.apply(edit)) {
        return null;
      }
    }
    return edit.build();
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether a label of this name can have another value after the rules than before. */
  public boolean mayChange(String name) {
    return rules.stream().anyMatch(rule -> rule.mayChange(name));
  }

  /** Whether the rules only drop sets, and leave the others as they are. */
  public boolean onlyDrops() {
    return rules.stream()
        .allMatch(
            rule -> rule instanceof RelabelRule.Filter || rule instanceof RelabelRule.EqualFilter);
  }
}
