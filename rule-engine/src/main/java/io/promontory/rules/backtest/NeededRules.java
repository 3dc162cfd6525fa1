package io.promontory.rules.backtest;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.rules.file.Rule;
import io.promontory.rules.file.RuleGroup;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves of groups the alerts, and the recording rules that these read, be it by others. What a
 * template asks for shows when it runs: a rule whose name stands in one is taken for read.
 */
final class NeededRules {
  private NeededRules() {}

  static List<GroupDefinition> of(List<GroupDefinition> groups) {
    Set<String> read = namedByTemplates(groups);
    int before = -1;
    while (read.size() != before) {
      before = read.size();
      for (GroupDefinition group : groups) {
        group.written().rules().stream()
            .filter(rule -> isNeeded(rule, read))
            .forEach(rule -> addNames(rule.expr(), read));
      }
    }
    List<GroupDefinition> needed = new ArrayList<>();
    for (GroupDefinition group : groups) {
      List<Rule> rules =
          group.written().rules().stream().filter(rule -> isNeeded(rule, read)).toList();
      if (!rules.isEmpty()) {
        needed.add(with(group, rules));
      }
    }
    return needed;
  }

  private static boolean isNeeded(Rule rule, Set<String> read) {
    return rule instanceof Rule.Alerting || read.contains(rule.name());
  }

  private static Set<String> namedByTemplates(List<GroupDefinition> groups) {
    Set<String> templates = new HashSet<>();
    for (GroupDefinition group : groups) {
      for (Rule rule : group.written().rules()) {
        if (rule instanceof Rule.Alerting alert) {
          addTemplates(group.written().labels(), templates);
          addTemplates(alert.labels(), templates);
          addTemplates(alert.annotations(), templates);
        }
      }
    }
    Set<String> named = new HashSet<>();
    for (GroupDefinition group : groups) {
      for (Rule rule : group.written().rules()) {
        if (rule instanceof Rule.Recording
            && templates.stream().anyMatch(template -> template.contains(rule.name()))) {
          named.add(rule.name());
        }
      }
    }
    return named;
  }

  private static void addTemplates(Labels texts, Set<String> templates) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.value(i).contains("{{")) {
        templates.add(texts.value(i));
      }
    }
  }

  private static void addNames(Expr expr, Set<String> names) {
    for (VectorSelector selector : Selectors.of(expr)) {
      String name = RecordedNames.name(selector.matchers());
      if (name != null) {
        names.add(name);
      }
    }
  }

  private static GroupDefinition with(GroupDefinition group, List<Rule> rules) {
    RuleGroup written = group.written();
    return new GroupDefinition(
        group.key(),
        group.terms(),
        new RuleGroup(
            written.name(),
            written.interval(),
            written.queryOffset(),
            written.limit(),
            written.labels(),
            written.strictness(),
            rules),
        group.origin());
  }
}
