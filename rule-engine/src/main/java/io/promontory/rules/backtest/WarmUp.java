package io.promontory.rules.backtest;

import io.promontory.rules.file.Rule;
import io.promontory.rules.group.GroupDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How long before the time in question rules have to run, to be then what they would have been. */
record WarmUp(Duration reach, Duration hold, Duration offset, Duration apart) {
  /**
   * Of some groups.
   *
   * @param lookback of instant selectors
   * @return {@code reach}: how far rules look back on recorded series, with what those looked back
   *     on; {@code hold}: how long an alert may take to fire and to cease; {@code offset}: the
   *     largest query offset; {@code apart}: how much longer it is than the smallest, by which a
   *     group reads earlier than another one has recorded by then
   */
  static WarmUp of(List<GroupDefinition> groups, RecordedNames names, Duration lookback) {
    List<Rule> rules = groups.stream().flatMap(group -> group.written().rules().stream()).toList();
    Duration reach = Duration.ZERO;
    Duration hold = Duration.ZERO;
    for (Rule rule : rules) {
      reach = longer(reach, reach(rule, rules, names, lookback, new HashSet<>()));
      if (rule instanceof Rule.Alerting alerting) {
        hold = longer(hold, alerting.holdFor().plus(alerting.keepFiringFor()));
      }
    }
    List<Duration> offsets = groups.stream().map(group -> group.terms().queryOffset()).toList();
    Duration offset = offsets.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    Duration least = offsets.stream().min(Duration::compareTo).orElse(Duration.ZERO);
    return new WarmUp(reach, hold, offset, offset.minus(least));
  }

  private static Duration reach(
      Rule rule, List<Rule> all, RecordedNames names, Duration lookback, Set<Rule> onTheWay) {
    if (!names.areReadBy(rule.expr()) || !onTheWay.add(rule)) {
      return Duration.ZERO;
    }
    Duration before = Duration.ZERO;
    for (Rule other : all) {
      if (reads(rule, other)) {
        before = longer(before, reach(other, all, names, lookback, onTheWay));
      }
    }
    onTheWay.remove(rule);
    return before.plus(Reach.past(rule.expr(), lookback));
  }

  private static boolean reads(Rule rule, Rule other) {
    return new RecordedNames(RecordedNames.writtenBy(other)).areReadBy(rule.expr());
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
