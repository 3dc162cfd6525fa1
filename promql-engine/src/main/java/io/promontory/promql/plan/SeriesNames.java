package io.promontory.promql.plan;

import io.promontory.promql.function.FunctionLibrary;
import io.promontory.promql.function.RangeFunction;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.List;
import java.util.Set;

/**
 * What is known about the metric names of a node's series. Taking away the name can make series
 * equal only where there are several names; everywhere else the costly check for equal series is
 * left out.
 */
enum SeriesNames {
  NONE,
  ONE,
  MANY;

  /** The labels that go with the name: metric name, type and unit. */
  static final Set<String> NAME_LABELS = Set.of(Labels.METRIC_NAME, "__type__", "__unit__");

  /** Answers for one query. */
  record Analysis(
      List<SelectRequest> selections, FunctionLibrary functions, boolean typeAndUnitLabels) {
    SeriesNames of(VectorNode node) {
      return switch (node) {
        case VectorNode.Empty n -> NONE;
        case VectorNode.InstantSelect n -> n.sampleTime() ? NONE : ofSelection(n.selection());
        case VectorNode.SmoothedSelect n -> ofSelection(n.selection());
        case VectorNode.StartTimeSelect n -> NONE;
        case VectorNode.RangeCall n -> {
          RangeFunction function = functions.range(n.call().function().name());
          yield function == null || function.dropsName() ? NONE : of(n.input());
        }
        case VectorNode.ElementCall n -> NONE;
        case VectorNode.Negation n -> NONE;
        case VectorNode.EvalTimes n -> NONE;
        case VectorNode.OfScalar n -> NONE;
        case VectorNode.Absent n -> NONE;
        // It may name its quantile label as it likes.
        case VectorNode.BucketCall n ->
            n.call().function().name().equals("histogram_quantiles") ? MANY : NONE;
        case VectorNode.ScalarOperation n ->
            n.op().isComparison() && !n.returnBool() ? of(n.input()) : NONE;
        case VectorNode.Join n -> ofJoin(n);
        case VectorNode.SetOperation n -> ofSetOperation(n);
        case VectorNode.Aggregate n -> ofAggregate(n);
        case VectorNode.Pushed n -> MANY;
        case VectorNode.Info n -> MANY;
        case VectorNode.Repeat n -> of(n.once());
        case VectorNode.SortByValue n -> of(n.input());
        case VectorNode.SortByLabel n -> of(n.input());
        case VectorNode.Projected n -> of(n.input());
        case VectorNode.Shared n -> of(n.input());
        case VectorNode.Unite n -> of(n.input());
        case VectorNode.Relabel n -> NAME_LABELS.contains(n.target()) ? MANY : of(n.input());
      };
    }

    SeriesNames of(MatrixNode node) {
      return switch (node) {
        case MatrixNode.RangeSelect n -> ofSelection(n.selection());
        case MatrixNode.OfSubquery n -> of(n.input());
      };
    }

    private SeriesNames ofSelection(int selection) {
      boolean fixed =
          selections.get(selection).matchers().stream()
              .anyMatch(m -> m.type() == Matcher.Type.EQ && m.name().equals(Labels.METRIC_NAME));
      return fixed && !typeAndUnitLabels ? ONE : MANY;
    }

    private SeriesNames ofJoin(VectorNode.Join join) {
      if (!join.op().isComparison() || join.returnBool()) {
        return NONE;
      } else if (join.matching().include().stream().anyMatch(NAME_LABELS::contains)) {
        return MANY;
      }
      return switch (join.matching().cardinality()) {
        case ONE_TO_MANY -> of(join.right());
        default -> of(join.left());
      };
    }

    private SeriesNames ofSetOperation(VectorNode.SetOperation operation) {
      return switch (operation.op()) {
        case OR -> of(operation.left()) == NONE && of(operation.right()) == NONE ? NONE : MANY;
        default -> of(operation.left());
      };
    }

    private SeriesNames ofAggregate(VectorNode.Aggregate aggregate) {
      return switch (aggregate.op()) {
        case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> of(aggregate.input());
        default -> keepsNameLabels(aggregate) ? MANY : NONE;
      };
    }

    private boolean keepsNameLabels(VectorNode.Aggregate aggregate) {
      return aggregate.without()
          ? typeAndUnitLabels
          : aggregate.grouping().stream().anyMatch(NAME_LABELS::contains);
    }
  }
}
