package io.promontory.promql.plan;

import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Equalities that all series of a node fulfil, and how far down a node's input they can be asked
 * for.
 */
final class Demands {
  /**
   * Functions of windows that say nothing about floats: a series less cannot be an annotation less.
   */
  private static final Set<String> SILENT =
      Set.of(
          "avg_over_time",
          "changes",
          "count_over_time",
          "delta",
          "deriv",
          "first_over_time",
          "idelta",
          "irate",
          "last_over_time",
          "max_over_time",
          "min_over_time",
          "predict_linear",
          "present_over_time",
          "resets",
          "stddev_over_time",
          "stdvar_over_time",
          "sum_over_time");

  /** These say something of names that do not look like a counter's. */
  private static final Set<String> FOR_COUNTERS = Set.of("increase", "rate");

  private static final List<String> COUNTER_SUFFIXES =
      List.of("_total", "_sum", "_count", "_bucket");

  /** A selection, and what can be asked of it. */
  record Target(int selection, Set<Matcher> demands) {}

  private Demands() {}

  /** What holds for the labels of each series. */
  static Set<Matcher> of(PlanNode node, List<SelectRequest> requests) {
    return switch (node) {
      case VectorNode.OnSelection n -> ofSelection(requests.get(n.selection()));
      case MatrixNode.RangeSelect n -> ofSelection(requests.get(n.selection()));
      case MatrixNode.OfSubquery n -> of(n.input(), requests);
      case VectorNode.RangeCall n -> of(n.input(), requests);
      case VectorNode.Aggregate n ->
          keep(of(n.input(), requests), label -> passes(n, label) && !n.valueLabel().equals(label));
      case VectorNode.Pushed n -> of(n.fromSamples(), n.instead().requests());
      case VectorNode.Relabel n ->
          keep(of(n.input(), requests), label -> !label.equals(n.target()));
      case VectorNode.SetOperation n -> n.op() == BinaryOp.OR ? Set.of() : of(n.left(), requests);
      case VectorNode.Join n when Joins.fills(n) -> Set.of();
      case VectorNode.Join n when n.matching().cardinality() == Cardinality.ONE_TO_ONE ->
          keep(
              of(n.left(), requests),
              label -> n.matching().labels().contains(label) == n.matching().on());
      case VectorNode.Join n ->
          keep(of(Joins.many(n), requests), label -> !n.matching().include().contains(label));
      case VectorNode.Repeat n -> of(n.once(), requests);
      case VectorNode.ElementCall n -> of(n.input(), requests);
      case VectorNode.Negation n -> of(n.input(), requests);
      case VectorNode.EvalTimes n -> of(n.input(), requests);
      case VectorNode.ScalarOperation n -> of(n.input(), requests);
      case VectorNode.SortByValue n -> of(n.input(), requests);
      case VectorNode.SortByLabel n -> of(n.input(), requests);
      case VectorNode.Unite n -> of(n.input(), requests);
      default -> Set.of();
    };
  }

  /** Names go and come back on the way; an empty value is the absence of a label. */
  private static Set<Matcher> ofSelection(SelectRequest request) {
    return request.matchers().stream()
        .filter(m -> m.type() == Matcher.Type.EQ && !m.value().isEmpty())
        .filter(m -> !m.name().startsWith("__"))
        .collect(Collectors.toSet());
  }

  /**
   * Where demands on the result can be put to a store, and which of them; null for nowhere. Nothing
   * goes below a node whose errors or annotations could depend on the series left out.
   */
  static @Nullable Target down(PlanNode node, Set<Matcher> demands, List<SelectRequest> requests) {
    if (demands.isEmpty()) {
      return null;
    }
    return switch (node) {
      case VectorNode.InstantSelect n -> new Target(n.selection(), demands);
      case MatrixNode.RangeSelect n ->
          n.reach().isExtended() ? null : new Target(n.selection(), demands);
      case MatrixNode.OfSubquery n -> down(n.input(), demands, requests);
      case VectorNode.RangeCall n ->
          isSilent(n, requests) ? down(n.input(), demands, requests) : null;
      case VectorNode.Aggregate n ->
          down(n.input(), keep(demands, label -> groups(n, label)), requests);
      case VectorNode.Repeat n -> down(n.once(), demands, requests);
      case VectorNode.ElementCall n ->
          n.call().function().name().startsWith("histogram_")
              ? null
              : down(n.input(), demands, requests);
      case VectorNode.Negation n -> down(n.input(), demands, requests);
      case VectorNode.EvalTimes n -> down(n.input(), demands, requests);
      case VectorNode.ScalarOperation n ->
          n.op() == BinaryOp.TRIM_LOWER || n.op() == BinaryOp.TRIM_UPPER
              ? null
              : down(n.input(), demands, requests);
      case VectorNode.SortByValue n -> down(n.input(), demands, requests);
      case VectorNode.SortByLabel n -> down(n.input(), demands, requests);
      default -> null;
    };
  }

  private static boolean isSilent(VectorNode.RangeCall call, List<SelectRequest> requests) {
    String function = call.call().function().name();
    return SILENT.contains(function)
        || (FOR_COUNTERS.contains(function)
            && call.input() instanceof MatrixNode.RangeSelect select
            && requests.get(select.selection()).matchers().stream().anyMatch(Demands::isCounter));
  }

  private static boolean isCounter(Matcher matcher) {
    return matcher.type() == Matcher.Type.EQ
        && matcher.name().equals(Labels.METRIC_NAME)
        && COUNTER_SUFFIXES.stream().anyMatch(matcher.value()::endsWith);
  }

  /** True where the result has the label as the input has it. */
  private static boolean passes(VectorNode.Aggregate aggregate, String label) {
    return switch (aggregate.op()) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> true;
      default -> aggregate.grouping().contains(label) != aggregate.without();
    };
  }

  /** True where elements with different values of the label never meet in a group. */
  private static boolean groups(VectorNode.Aggregate aggregate, String label) {
    return aggregate.op() == AggregationOp.LIMIT_RATIO
        || (aggregate.grouping().contains(label) != aggregate.without()
            && !aggregate.valueLabel().equals(label));
  }

  private static Set<Matcher> keep(Set<Matcher> demands, Predicate<String> label) {
    Set<Matcher> kept = new HashSet<>(demands);
    kept.removeIf(m -> !label.test(m.name()));
    return kept;
  }
}
