package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks for rules and their state. An empty list or set asks for all.
 *
 * @param kind which kind of rules
 * @param selectors a rule's labels must match all matchers of one of these; templates in them are
 *     text like other text
 * @param names of rules
 * @param groups names of groups
 * @param files that groups stand in
 */
public record RulesRequest(
    Kind kind,
    List<List<Matcher>> selectors,
    Set<String> names,
    Set<String> groups,
    Set<String> files) {
  /** All rules. */
  public static final RulesRequest ALL =
      new RulesRequest(Kind.ALL, List.of(), Set.of(), Set.of(), Set.of());

  /** Kinds of rules. */
  public enum Kind {
    ALL,
    ALERTING,
    RECORDING;

    boolean has(Rule rule) {
      return switch (this) {
        case ALL -> true;
        case ALERTING -> rule instanceof Rule.Alerting;
        case RECORDING -> rule instanceof Rule.Recording;
      };
    }
  }

  public RulesRequest {
    selectors = selectors.stream().map(List::copyOf).toList();
    names = Set.copyOf(names);
    groups = Set.copyOf(groups);
    files = Set.copyOf(files);
  }

  /** The rules asked for out of some groups; groups without such rules are left out. */
  public List<RuleGroup> of(List<RuleGroup> all) {
    List<RuleGroup> found = new ArrayList<>();
    for (RuleGroup group : all) {
      if (wants(groups, group.name()) && wants(files, group.file())) {
        List<Rule> rules = group.rules().stream().filter(this::wants).toList();
        if (!rules.isEmpty()) {
          found.add(group.withRules(rules));
        }
      }
    }
    return found;
  }

  private boolean wants(Rule rule) {
    return kind.has(rule)
        && wants(names, rule.name())
        && (selectors.isEmpty()
            || selectors.stream()
                .anyMatch(
                    matchers ->
                        matchers.stream()
                            .allMatch(m -> m.matches(rule.labels().getOrEmpty(m.name())))));
  }

  private static boolean wants(Set<String> some, String one) {
    return some.isEmpty() || some.contains(one);
  }
}
