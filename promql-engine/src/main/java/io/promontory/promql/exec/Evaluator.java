package io.promontory.promql.exec;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.function.FunctionLibrary;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.ScalarNode;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.PointSeries;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan against a store. Used by one thread, which waits for the workers; closed at the
 * end.
 */
public final class Evaluator implements AutoCloseable {
  private final Plan plan;
  private final Evaluation evaluation;
  private final OperatorBuilder operators;

  /** Notes how the query is answered where the context has a trace. */
  public Evaluator(
      Plan plan,
      Store store,
      QueryContext context,
      WorkerPool workers,
      FunctionLibrary functions,
      Annotations annotations,
      FeatureFlags flags) {
    Interruption.check(context, "query execution");
    this.plan = plan;
    CallTrace trace = context.trace();
    Recording recording = trace == null ? null : new Recording(plan, trace);
    this.evaluation =
        new Evaluation(
            new SelectorScans(store, plan, context, recording),
            new PushedCalls(store, context, recording),
            context,
            new SampleMemory(context.budget()),
            new SharedResults(),
            new SampleCounts(),
            workers,
            functions,
            annotations,
            flags,
            recording,
            false);
    this.operators = new OperatorBuilder(evaluation);
  }

  /** The value of a scalar at each step. */
  public double[] scalar(ScalarNode node) {
    evaluation.memory().hold(Evaluation.steps(node.grid()));
    return operators.scalars().evaluate(node);
  }

  /** The series of a vector, in the order of evaluation. */
  public List<PointSeries> vector(VectorNode node) {
    return collect(node, operators);
  }

  /** The samples of a matrix, in the order of evaluation; a query has one only at a single step. */
  public List<PointSeries> matrix(MatrixNode node) {
    return switch (node) {
      case MatrixNode.RangeSelect select ->
          RawSeries.read(evaluation, select, plan.grid().startMs());
      case MatrixNode.OfSubquery subquery -> collect(subquery.input(), operators);
    };
  }

  private List<PointSeries> collect(VectorNode node, OperatorBuilder builder) {
    StepGrid grid = node.grid();
    evaluation.memory().hold(Evaluation.steps(grid));
    long[] times = grid.times();
    boolean delayed = evaluation.flags().delayedNameRemoval();
    List<PointSeries> all = new ArrayList<>();
    builder
        .build(node)
        .feed(
            () -> new PointBatch(times, evaluation.memory()),
            batch -> {
              evaluation.memory().hold(batch.weight() - batch.held());
              all.addAll(delayed ? batch.seriesWithoutDroppedNames() : batch.series());
            });
    return delayed ? PointUnion.unite(all) : all;
  }

  /**
   * Sorts by label set, unless the expression itself has ordered its instant vector.
   *
   * @throws io.promontory.promql.engine.QueryException if two series have become equal
   */
  public List<PointSeries> sort(List<PointSeries> series) {
    if (!plan.ordered() || plan.grid().startMs() != plan.grid().endMs()) {
      series.sort(Comparator.comparing(PointSeries::labels));
      for (int i = 1; i < series.size(); i++) {
        if (series.get(i).labels().equals(series.get(i - 1).labels())) {
          throw UniteOperator.sameLabels();
        }
      }
    }
    return series;
  }

  /** How whole the answers of the stores were. */
  public Completeness completeness() {
    return evaluation.scans().completeness().plus(evaluation.pushed().completeness());
  }

  /** Samples in all windows of all steps. */
  public long queryableSamples() {
    return evaluation.counts().queryable();
  }

  /** Samples read, each once. */
  public long samplesRead() {
    return evaluation.counts().read();
  }

  /** What was noted; null where the context has no trace. */
  public @Nullable Recording recording() {
    return evaluation.recording();
  }

  @Override
  public void close() {
    evaluation.scans().close();
    evaluation.pushed().close();
    evaluation.memory().close();
  }
}
