package io.promontory.promql.engine;

import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.exec.Evaluator;
import io.promontory.promql.exec.Recording;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.PlanNode;
import io.promontory.promql.plan.ScalarNode;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryBudget;
import java.util.List;

/** Shapes what a plan evaluates to into the value of a query. */
record QueryRun(
    Query query,
    Plan plan,
    Evaluator evaluator,
    AnnotationCollector annotations,
    QueryBudget budget,
    QueryTimer timer) {
  QueryResult result() {
    QueryValue value =
        switch (plan.root()) {
          case PlanNode.Text text -> new QueryValue.Text(query.startMs(), text.value());
          case ScalarNode node -> scalar(evaluator.scalar(node));
          case VectorNode node -> vector(evaluator.vector(node));
          case MatrixNode node -> new QueryValue.Matrix(sorted(evaluator.matrix(node)));
        };
    Recording recording = evaluator.recording();
    QueryStats stats =
        timer.finish(evaluator.queryableSamples(), evaluator.samplesRead(), budget.peakSamples());
    return new QueryResult(
        value,
        annotations.warnings(query.text()),
        annotations.infos(query.text()),
        evaluator.completeness(),
        stats,
        plan.costs(),
        recording == null ? null : Explanations.of(recording));
  }

  private QueryValue scalar(double[] values) {
    if (query.isInstant()) {
      timer.evaluated();
      return new QueryValue.Scalar(query.startMs(), values[0]);
    }
    timer.evaluated();
    return new QueryValue.Matrix(
        values.length == 0
            ? List.of()
            : List.of(new PointSeries(Labels.EMPTY, plan.grid().times(), values, values.length)));
  }

  private QueryValue vector(List<PointSeries> series) {
    List<PointSeries> sorted = sorted(series);
    if (!query.isInstant()) {
      return new QueryValue.Matrix(sorted);
    }
    return new QueryValue.Vector(
        sorted.stream()
            .map(
                one ->
                    new QueryValue.Sample(
                        one.labels(), query.startMs(), one.values()[0], one.histogram(0)))
            .toList());
  }

  private List<PointSeries> sorted(List<PointSeries> series) {
    timer.evaluated();
    budget.checkResult(series.size());
    return evaluator.sort(series);
  }
}
