package io.promontory.rules.backtest;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Selectors;
import io.promontory.rules.alert.AlertSeries;
import io.promontory.rules.file.Rule;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which tested rules write series, and who reads them. A selector is known to read
 * them where it says the name by equality.
 */
record RecordedNames(Set<String> names) {
  static RecordedNames of(Collection<GroupDefinition> groups) {
    return new RecordedNames(
        groups.stream()
            .flatMap(group -> group.written().rules().stream())
            .flatMap(rule -> writtenBy(rule).stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The names of the series that a rule writes. */
  static Set<String> writtenBy(Rule rule) {
    return switch (rule) {
      case Rule.Recording recording -> Set.of(recording.name());
      case Rule.Alerting alerting -> Set.of(AlertSeries.ALERTS, AlertSeries.FOR_STATE);
    };
  }

  boolean areReadBy(Expr expr) {
    return Selectors.of(expr).stream().anyMatch(selector -> areMeant(selector.matchers()));
  }

  /** Whether these matchers ask for a series that tested rules write. */
  boolean areMeant(List<Matcher> matchers) {
    String name = name(matchers);
    return name != null && names.contains(name);
  }

  /** Whether a rule may ask for such series without saying their name. */
  boolean mayBeMeantBy(Expr expr) {
    return Selectors.of(expr).stream()
        .anyMatch(
            selector ->
                name(selector.matchers()) == null
                    && names.stream().anyMatch(name -> matches(selector.matchers(), name)));
  }

  private static boolean matches(List<Matcher> matchers, String name) {
    return matchers.stream()
        .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
        .allMatch(matcher -> matcher.matches(name));
  }

  /** The metric name that matchers ask for by equality; null where they do not. */
  static @Nullable String name(List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME) && matcher.type() == Matcher.Type.EQ) {
        return matcher.value();
      }
    }
    return null;
  }
}
