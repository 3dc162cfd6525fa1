package io.promontory.promql.exec;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Span;
import io.promontory.promql.function.VectorFunction;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the operators of a plan. Scalars are computed at once, on the way. */
final class OperatorBuilder {
  private static final Set<String> NAME_LABELS = Set.of(Labels.METRIC_NAME);

  private final Evaluation evaluation;
  private final ScalarEvaluator scalars;

  OperatorBuilder(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.scalars = new ScalarEvaluator(this);
  }

  ScalarEvaluator scalars() {
    return scalars;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** A builder for what is computed once and shown at all steps of a grid. */
  OperatorBuilder repeated(StepGrid grid) {
    return new OperatorBuilder(evaluation.withCounts(evaluation.counts().repeated(grid.count())));
  }

  VectorOperator build(VectorNode node) {
    Recording recording = evaluation.recording();
    return recording == null || node instanceof VectorNode.Shared
        ? operator(node)
        : new MeasuredOperator(operator(node), recording.actuals(node));
  }

  private VectorOperator operator(VectorNode node) {
    return switch (node) {
      case VectorNode.Empty n -> new HeldOperator(List.of());
      case VectorNode.InstantSelect n ->
          new ScanOperator(
              evaluation, n.selection(), n.grid(), () -> new InstantEvaluator(n, evaluation));
      case VectorNode.SmoothedSelect n -> new RangeCallBuilder(this).smoothed(n);
      case VectorNode.StartTimeSelect n ->
          new ScanOperator(
              evaluation, n.selection(), n.grid(), () -> new StartTimeEvaluator(n, evaluation));
      case VectorNode.RangeCall n -> new RangeCallBuilder(this).build(n);
      case VectorNode.ElementCall n -> elementCall(n);
      case VectorNode.Negation n -> map(n.input(), OperatorBuilder::negate, true);
      case VectorNode.EvalTimes n -> {
        double[] times = EvalTimes.seconds(n.grid());
        yield map(
            n.input(),
            column -> {
              column.clearHistograms();
              System.arraycopy(times, 0, column.values, 0, times.length);
            },
            true);
      }
      case VectorNode.OfScalar n -> HeldOperator.of(scalars.evaluate(n.input()));
      case VectorNode.ScalarOperation n ->
          new ScalarOperator(n, build(n.input()), scalars.evaluate(n.scalar()), evaluation);
      case VectorNode.Join n -> new JoinOperator(n, build(n.left()), build(n.right()), evaluation);
      case VectorNode.SetOperation n -> setOperation(n);
      case VectorNode.Aggregate n -> new AggregateBuilder(this).build(n);
      case VectorNode.Pushed n -> new PushedOperator(n, evaluation);
      case VectorNode.Repeat n -> new RepeatOperator(repeated(n.grid()).build(n.once()), steps(n));
      case VectorNode.Absent n -> new AbsentOperator(build(n.input()), steps(n), n.labels());
      case VectorNode.SortByValue n ->
          sort(
              n,
              map(n.input(), StepColumn::keepFloats, false),
              series -> SortOperator.byValue(series, n.descending()),
              n.span());
      case VectorNode.SortByLabel n ->
          sort(n, build(n.input()), series -> SortOperator.byLabels(series, n.order()), n.span());
      case VectorNode.Relabel n ->
          new RelabelOperator(build(n.input()), n.change(), NAME_LABELS.contains(n.target()));
      case VectorNode.BucketCall n ->
          new BucketOperator(
              build(n.input()), n.grid(), n.call(), scalars.evaluate(n.scalars()), evaluation);
      case VectorNode.Info n -> new InfoOperator(n, build(n.input()), evaluation);
      case VectorNode.Projected n ->
          new OperatorBuilder(evaluation.keepingNames()).build(n.input());
      case VectorNode.Shared n -> new SharedOperator(n, evaluation);
      case VectorNode.Unite n ->
          new UniteOperator(build(n.input()), n.strict(), evaluation.memory());
    };
  }

  private static int steps(VectorNode node) {
    return Evaluation.steps(node.grid());
  }

  private MapOperator map(VectorNode input, ColumnTransform transform, boolean dropsName) {
    return new MapOperator(build(input), transform, dropsName ? evaluation.names()::apply : null);
  }

  private static void negate(StepColumn column) {
    double[] values = column.values;
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    @Nullable FloatHistogram[] histograms = column.histograms;
    for (int i = 0; histograms != null && i < histograms.length; i++) {
      FloatHistogram histogram = column.present[i] ? histograms[i] : null;
      histograms[i] = histogram == null ? null : histogram.negate();
    }
  }

  private VectorOperator elementCall(VectorNode.ElementCall node) {
    VectorFunction function = evaluation.functions().vector(node.call().function().name());
    if (function == null) {
      throw new IllegalStateException("no function " + node.call().function().name());
    }
    double[][] arguments = scalars.evaluate(node.scalars());
    long[] times = node.grid().times();
    NameDropping names = evaluation.names();
    return new MapOperator(
        build(node.input()),
        column -> function.apply(column, times, arguments),
        function.keepsTypeAndUnit() ? names::applyToName : names::apply);
  }

  private VectorOperator setOperation(VectorNode.SetOperation node) {
    MatchKeys keys = new MatchKeys(node.matching());
    VectorOperator left = build(node.left());
    VectorOperator right = build(node.right());
    return switch (node.op()) {
      case OR -> new OrOperator(left, right, keys, evaluation.memory());
      default -> new SetOperator(left, right, keys, node.op() == BinaryOp.AND, evaluation.memory());
    };
  }

  private VectorOperator sort(
      VectorNode node,
      VectorOperator input,
      UnaryOperator<List<EvaluatedSeries>> sorting,
      Span span) {
    if (node.grid().startMs() != node.grid().endMs()) {
      evaluation.annotations().warning(AnnotationTexts.SORT_IN_RANGE_QUERY, span);
      return input;
    }
    return new SortOperator(input, sorting, evaluation.memory());
  }
}
