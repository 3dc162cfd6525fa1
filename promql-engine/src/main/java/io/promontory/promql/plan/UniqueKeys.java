package io.promontory.promql.plan;

import io.promontory.promql.ast.VectorMatching;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.List;

/** Tells where no two series of a node can have the same match key, whatever the stores hold. */
final class UniqueKeys {
  private UniqueKeys() {}

  static boolean of(VectorNode node, VectorMatching matching, List<SelectRequest> requests) {
    return switch (node) {
      case VectorNode.Aggregate n -> ofAggregate(n, matching, requests);
      case VectorNode.Pushed n -> of(n.fromSamples(), matching, n.instead().requests());
      case VectorNode.InstantSelect n -> ofSelection(n.selection(), matching, requests);
      case VectorNode.RangeCall n ->
          n.input() instanceof MatrixNode.RangeSelect select
              && ofSelection(select.selection(), matching, requests);
      case VectorNode.Repeat n -> of(n.once(), matching, requests);
      case VectorNode.ElementCall n -> of(n.input(), matching, requests);
      case VectorNode.Negation n -> of(n.input(), matching, requests);
      case VectorNode.EvalTimes n -> of(n.input(), matching, requests);
      case VectorNode.ScalarOperation n -> of(n.input(), matching, requests);
      case VectorNode.SortByValue n -> of(n.input(), matching, requests);
      case VectorNode.SortByLabel n -> of(n.input(), matching, requests);
      default -> false;
    };
  }

  /** Groups differ in their labels; the key must have all of them. */
  private static boolean ofAggregate(
      VectorNode.Aggregate n, VectorMatching matching, List<SelectRequest> requests) {
    return switch (n.op()) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> of(n.input(), matching, requests);
      default ->
          n.without()
              ? !matching.on() && n.grouping().containsAll(matching.labels())
              : n.grouping().stream().allMatch(label -> isInKey(label, matching));
    };
  }

  private static boolean isInKey(String label, VectorMatching matching) {
    return matching.on()
        ? matching.labels().contains(label)
        : !matching.labels().contains(label) && !label.equals(Labels.METRIC_NAME);
  }

  /** Series of one name differ in the other labels, which all are the key. */
  private static boolean ofSelection(
      int selection, VectorMatching matching, List<SelectRequest> requests) {
    return !matching.on()
        && matching.labels().isEmpty()
        && requests.get(selection).matchers().stream()
            .anyMatch(m -> m.type() == Matcher.Type.EQ && m.name().equals(Labels.METRIC_NAME));
  }
}
