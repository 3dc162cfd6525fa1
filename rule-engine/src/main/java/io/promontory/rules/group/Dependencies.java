package io.promontory.rules.group;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.rules.alert.AlertSeries;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EvaluableRule;
import io.promontory.rules.eval.MetricName;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which rules of a group may run side by side, with the results of running them in order. A rule
 * waits for those in front of it whose series it reads, and for those that read its own series,
 * which must see the values of the time before. One that reads series without saying their name, or
 * in its templates, waits for all, and all wait for it.
 */
final class Dependencies {
  private static final Pattern QUERY = Pattern.compile("\\{\\{.*\\bquery\\b", Pattern.DOTALL);

  private Dependencies() {}

  /** Indexes of rules in stages: those of one stage need only what earlier stages have written. */
  static List<List<Integer>> stages(List<? extends EvaluableRule> rules) {
    List<List<VectorSelector>> selectors =
        rules.stream().map(rule -> Selectors.of(rule.expr())).toList();
    List<List<Integer>> stages = new ArrayList<>();
    int[] stage = new int[rules.size()];
    int floor = 0;
    for (int i = 0; i < rules.size(); i++) {
      EvaluableRule rule = rules.get(i);
      boolean readsAll = readsAll(rule.expr(), selectors.get(i)) || queries(rule);
      int at = readsAll ? stages.size() : floor;
      for (int j = 0; j < i && !readsAll; j++) {
        EvaluableRule earlier = rules.get(j);
        if (reads(selectors.get(i), earlier)
            || reads(selectors.get(j), rule)
            || mayWriteTheSame(earlier, rule)) {
          at = Math.max(at, stage[j] + 1);
        }
      }
      stage[i] = at;
      floor = readsAll ? at + 1 : floor;
      while (stages.size() <= at) {
        stages.add(new ArrayList<>());
      }
      stages.get(at).add(i);
    }
    return stages;
  }

  private static boolean mayWriteTheSame(EvaluableRule a, EvaluableRule b) {
    return a.name().equals(b.name()) && a.labels().equals(b.labels());
  }

  /** Without a name, or by {@code info}, which looks for series by itself. */
  private static boolean readsAll(Expr expr, List<VectorSelector> selectors) {
    return selectors.stream().anyMatch(selector -> MetricName.matcher(selector.matchers()) == null)
        || Walk.any(
            expr, node -> node instanceof Call call && call.function().name().equals("info"));
  }

  /** Whether a rule asks for series in its templates, with texts that may be made there. */
  private static boolean queries(EvaluableRule rule) {
    return rule instanceof AlertingRule alert
        && (queries(alert.labels()) || queries(alert.annotations()));
  }

  private static boolean queries(Labels templates) {
    for (int i = 0; i < templates.size(); i++) {
      if (QUERY.matcher(templates.value(i)).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean reads(List<VectorSelector> selectors, EvaluableRule other) {
    for (VectorSelector selector : selectors) {
      Matcher name = MetricName.matcher(selector.matchers());
      if (name == null) {
        continue;
      }
      if (other instanceof AlertingRule) {
        boolean alerts = name.matches(AlertSeries.ALERTS) || name.matches(AlertSeries.FOR_STATE);
        if (alerts && matches(selector, "alertname", other.name())) {
          return true;
        }
      } else if (name.matches(other.name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(VectorSelector selector, String label, String value) {
    return selector.matchers().stream()
        .filter(matcher -> matcher.name().equals(label))
        .allMatch(matcher -> matcher.matches(value));
  }
}
