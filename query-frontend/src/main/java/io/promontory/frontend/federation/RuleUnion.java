package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rule groups of several stores, by file and name. Groups of one file and name become one; of rules
 * in it that are equal in kind, name, labels, expression and duration the one with the most severe
 * state stays, among equals the one evaluated last. Who asks without {@code dedup} sees every
 * store's own.
 */
final class RuleUnion {
  private static final Comparator<RuleGroup> ORDER =
      Comparator.comparing(RuleGroup::file).thenComparing(RuleGroup::name);

  private RuleUnion() {}

  private record GroupKey(String file, String name) {}

  private record RuleKey(String kind, String name, Labels labels, String query, double hold) {
    static RuleKey of(Rule rule) {
      return switch (rule) {
        case Rule.Alerting a ->
            new RuleKey("alerting", a.name(), a.labels(), a.query(), a.holdSeconds());
        case Rule.Recording r -> new RuleKey("recording", r.name(), r.labels(), r.query(), 0);
      };
    }
  }

  static List<RuleGroup> of(List<List<RuleGroup>> answers, QueryScope scope) {
    List<RuleGroup> all = new ArrayList<>();
    for (List<RuleGroup> answer : answers) {
      answer.forEach(group -> all.add(group.relabelled(l -> Replicas.shown(l, scope))));
    }
    if (!scope.dedup()) {
      all.sort(ORDER);
      return all;
    }
    Map<GroupKey, RuleGroup> united = new LinkedHashMap<>();
    for (RuleGroup group : all) {
      united.merge(new GroupKey(group.file(), group.name()), once(group), RuleUnion::merged);
    }
    return united.values().stream().sorted(ORDER).toList();
  }

  private static RuleGroup merged(RuleGroup one, RuleGroup other) {
    List<Rule> rules = new ArrayList<>(one.rules());
    rules.addAll(other.rules());
    RuleGroup later = other.lastEvaluation().isAfter(one.lastEvaluation()) ? other : one;
    TreeSet<String> stores = new TreeSet<>(one.stores());
    stores.addAll(other.stores());
    return once(later.withRules(rules).of(List.copyOf(stores)));
  }

  /** The order of the group is kept: it is that of the evaluation. */
  private static RuleGroup once(RuleGroup group) {
    Map<RuleKey, Rule> rules = new LinkedHashMap<>();
    for (Rule rule : group.rules()) {
      rules.merge(RuleKey.of(rule), rule, RuleUnion::better);
    }
    return group.withRules(List.copyOf(rules.values()));
  }

  private static Rule better(Rule one, Rule other) {
    if (one instanceof Rule.Alerting a && other instanceof Rule.Alerting b) {
      int severity = a.state().compareTo(b.state());
      if (severity != 0) {
        return severity > 0 ? one : other;
      }
    }
    return other.lastEvaluation().isAfter(one.lastEvaluation()) ? other : one;
  }
}
