package io.promontory.promql.function;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labels of the one element that {@code absent} and {@code absent_over_time} make up. */
public final class AbsentLabels {
  private AbsentLabels() {}

  /**
   * The labels that a selector fixes by one equality matcher each; none for any other expression. A
   * label with a second matcher, even an equal one, is left out.
   */
  public static Labels of(Expr argument) {
    return switch (argument) {
      case VectorSelector selector -> fixedBy(selector.matchers());
      case MatrixSelector selector -> fixedBy(selector.selector().matchers());
      default -> Labels.EMPTY;
    };
  }

  private static Labels fixedBy(List<Matcher> matchers) {
    LabelsBuilder labels = new LabelsBuilder();
    Set<String> seen = new HashSet<>();
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (matcher.type() == Matcher.Type.EQ && seen.add(matcher.name())) {
        labels.set(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return labels.build();
  }
}
