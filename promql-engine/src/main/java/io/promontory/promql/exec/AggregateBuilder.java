package io.promontory.promql.exec;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.exec.RankOperator.Order;
import io.promontory.promql.plan.ScalarNode;
import io.promontory.promql.plan.VectorNode;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the operators of aggregations, after the checks of their parameters. */
record AggregateBuilder(OperatorBuilder operators) {
  VectorOperator build(VectorNode.Aggregate node) {
    int steps = Evaluation.steps(node.grid());
    return switch (node.op()) {
      case SUM -> {
        HistogramGroup.Kind kind = histograms(node, HistogramTotal.Sum::new);
        yield groups(node, () -> new SumAccumulator(steps, kind));
      }
      case AVG -> {
        HistogramGroup.Kind kind = histograms(node, HistogramTotal.Mean::new);
        yield groups(node, () -> new MeanAccumulator(steps, kind));
      }
      case COUNT -> groups(node, () -> new CountAccumulator(steps, false));
      case GROUP -> groups(node, () -> new CountAccumulator(steps, true));
      case MIN -> floatGroups(node, () -> new ExtremeAccumulator(steps, false));
      case MAX -> floatGroups(node, () -> new ExtremeAccumulator(steps, true));
      case STDDEV -> floatGroups(node, () -> new VarianceAccumulator(steps, true));
      case STDVAR -> floatGroups(node, () -> new VarianceAccumulator(steps, false));
      case QUANTILE -> quantile(node);
      case COUNT_VALUES ->
          new CountValuesOperator(
              operators.build(node.input()),
              steps,
              groupingBesideValues(node),
              node.valueLabel(),
              !node.without()
                  || !(node.grouping().contains(node.valueLabel())
                      || node.valueLabel().equals(Labels.METRIC_NAME)),
              operators.evaluation().memory());
      case TOPK -> rank(node, Order.LARGEST);
      case BOTTOMK -> rank(node, Order.SMALLEST);
      case LIMITK -> rank(node, Order.FIRST);
      case LIMIT_RATIO -> ratio(node);
    };
  }

  private HistogramGroup.Kind histograms(
      VectorNode.Aggregate node, Supplier<HistogramTotal> totals) {
    return new HistogramGroup.Kind(totals, operators.evaluation().annotations(), node.span());
  }

  private AggregateOperator groups(VectorNode.Aggregate node, Supplier<Accumulator> accumulators) {
    return groups(operators.build(node.input()), node, accumulators);
  }

  private AggregateOperator floatGroups(
      VectorNode.Aggregate node, Supplier<Accumulator> accumulators) {
    return groups(floats(node), node, accumulators);
  }

  /** The input without its histograms. */
  private VectorOperator floats(VectorNode.Aggregate node) {
    return new MapOperator(
        operators.build(node.input()),
        new FloatsOnly(node, operators.evaluation().annotations()),
        null);
  }

  private AggregateOperator groups(
      VectorOperator input, VectorNode.Aggregate node, Supplier<Accumulator> accumulators) {
    return new AggregateOperator(
        input,
        Evaluation.steps(node.grid()),
        grouping(node),
        accumulators,
        node.input() instanceof VectorNode.Projected
            && !operators.evaluation().flags().delayedNameRemoval(),
        operators.evaluation().memory());
  }

  private static Grouping grouping(VectorNode.Aggregate node) {
    return new Grouping(node.grouping(), node.without());
  }

  /** The grouping of {@code count_values}, were it not for the label that it makes. */
  private static Grouping groupingBesideValues(VectorNode.Aggregate node) {
    Set<String> names = new HashSet<>(node.grouping());
    if (node.without()) {
      names.add(node.valueLabel());
    } else {
      names.remove(node.valueLabel());
    }
    return new Grouping(names, node.without());
  }

  private VectorOperator quantile(VectorNode.Aggregate node) {
    StepParameter parameter = parameter(node);
    warnUnless(!parameter.anyNaN(), Double.NaN, node);
    warnUnless(!(parameter.max() > 1), parameter.max(), node);
    warnUnless(!(parameter.min() < 0), parameter.min(), node);
    return floatGroups(node, () -> new QuantileAccumulator(parameter.values()));
  }

  private void warnUnless(boolean fine, double quantile, VectorNode.Aggregate node) {
    if (!fine) {
      operators
          .evaluation()
          .annotations()
          .warning(AnnotationTexts.invalidQuantile(quantile), node.paramSpan());
    }
  }

  private VectorOperator rank(VectorNode.Aggregate node, Order order) {
    StepParameter parameter = parameter(node);
    if (parameter.max() < 1) {
      return new NoneOperator(operators.build(node.input()));
    } else if (parameter.anyNaN()) {
      throw invalid("Parameter value is NaN");
    } else if (parameter.min() <= Long.MIN_VALUE) {
      throw invalid("Scalar value " + GoFloats.general(parameter.min()) + " underflows int64");
    } else if (parameter.max() >= Long.MAX_VALUE) {
      throw invalid("Scalar value " + GoFloats.general(parameter.max()) + " overflows int64");
    }
    return new RankOperator(
        order == Order.FIRST ? operators.build(node.input()) : floats(node),
        grouping(node),
        order,
        parameter.values(),
        operators.evaluation().memory());
  }

  private VectorOperator ratio(VectorNode.Aggregate node) {
    StepParameter parameter = parameter(node);
    if (parameter.max() == 0 && parameter.min() == 0) {
      return new NoneOperator(operators.build(node.input()));
    } else if (parameter.anyNaN()) {
      throw invalid("Ratio value is NaN");
    }
    if (parameter.max() > 1) {
      warnOfRatio(parameter.max(), 1, node);
    }
    if (parameter.min() < -1) {
      warnOfRatio(parameter.min(), -1, node);
    }
    double[] ratios = Arrays.stream(parameter.values()).map(r -> Math.clamp(r, -1, 1)).toArray();
    return new RatioOperator(operators.build(node.input()), ratios);
  }

  private void warnOfRatio(double ratio, double used, VectorNode.Aggregate node) {
    operators
        .evaluation()
        .annotations()
        .warning(AnnotationTexts.invalidRatio(ratio, used), node.paramSpan());
  }

  private StepParameter parameter(VectorNode.Aggregate node) {
    ScalarNode param = node.param();
    if (param == null) {
      throw new IllegalStateException(node.op().text() + " without a parameter");
    }
    return StepParameter.of(operators.scalars().evaluate(param));
  }

  private static QueryException invalid(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }
}
