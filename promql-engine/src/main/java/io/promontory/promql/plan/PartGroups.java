package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.StorePart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the groups of an aggregation lie to the parts of its series. */
record PartGroups(Aggregation aggregation, List<StorePart> parts) {
  /** Why the parts cannot evaluate it, each for itself; empty where they can. */
  String objection() {
    String valueLabel =
        aggregation.op() == AggregationOp.COUNT_VALUES
                && aggregation.param() != null
                && Exprs.unwrap(aggregation.param()) instanceof StringLiteral label
            ? label.value()
            : "";
    if (!valueLabel.isEmpty() && aggregation.grouping().contains(valueLabel)) {
      return "it groups by the label that it makes";
    }
    for (StorePart part : parts) {
      if (part.hidden().has(valueLabel)) {
        return "it makes a label that store \"" + part.store() + "\" has by configuration";
      }
      Set<String> uncertain = new HashSet<>(part.uncertain());
      uncertain.removeIf(part.hidden()::has);
      boolean looks = uncertain.contains(valueLabel) || looksAt(uncertain);
      if (looks) {
        return "it looks at labels that series of store \"" + part.store() + "\" may lack there";
      }
    }
    return "";
  }

  private boolean looksAt(Set<String> labels) {
    if (aggregation.without() && !labels.isEmpty()) {
      return true;
    }
    return aggregation.grouping().stream().anyMatch(labels::contains)
        || Selectors.of(aggregation).stream()
            .map(VectorSelector::matchers)
            .flatMap(List::stream)
            .map(Matcher::name)
            .anyMatch(labels::contains);
  }

  /** True where no group has series of two parts. */
  boolean areApart() {
    for (int i = 0; i < parts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!areApart(parts.get(i).labelSets(), parts.get(j).labelSets())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean areApart(List<Labels> ones, List<Labels> others) {
    if (ones.isEmpty() || others.isEmpty()) {
      return false;
    }
    Labels first = ones.getFirst();
    for (int i = 0; i < first.size(); i++) {
      if (keeps(first.name(i)) && differ(first.name(i), ones, others)) {
        return true;
      }
    }
    return false;
  }

  private boolean keeps(String label) {
    return aggregation.grouping().contains(label) != aggregation.without();
  }

  private static boolean differ(String label, List<Labels> ones, List<Labels> others) {
    Set<String> values = new HashSet<>();
    for (Labels one : ones) {
      values.add(one.getOrEmpty(label));
    }
    for (Labels other : others) {
      if (!other.has(label) || values.contains(other.get(label))) {
        return false;
      }
    }
    return !values.contains("");
  }
}
