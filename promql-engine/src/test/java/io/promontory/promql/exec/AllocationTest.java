package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Span;
import io.promontory.promql.function.CallSite;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.RangeFunction;
import io.promontory.promql.function.StandardFunctions;
import io.promontory.promql.plan.DataTime;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.PlanNode;
import io.promontory.promql.plan.Reach;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding a series, moving windows over it and adding it up makes no garbage. */
class AllocationTest {
  private static final long HOUR = 3_600_000;
  private static final StepGrid GRID = new StepGrid(0, HOUR, 15_000);
  private static final SelectRequest REQUEST =
      SelectRequest.of(0, HOUR, List.of(Matcher.equal("__name__", "m_total")));
  private static final FeatureFlags DELAYED =
      new FeatureFlags(false, false, false, true, false, false, false);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final StandardFunctions functions = new StandardFunctions();
  private final WorkerPool workers = new WorkerPool(1);
  private final AnnotationCollector annotations = new AnnotationCollector();
  private final Evaluation evaluation =
      new Evaluation(
          new SelectorScans(
              store,
              Plan.of(new PlanNode.Text(""), GRID, List.of(REQUEST), false),
              QueryContext.unbounded(),
              null),
          new PushedCalls(store, QueryContext.unbounded(), null),
          QueryContext.unbounded(),
          new SampleMemory(QueryContext.unbounded().budget()),
          new SharedResults(),
          new SampleCounts(),
          workers,
          functions,
          annotations,
          DELAYED,
          null,
          false);

  @AfterEach
  void close() {
    evaluation.scans().close();
    workers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate", "max_over_time", "sum_over_time", "count_over_time", "changes"})
  void rangeFunctions(String name) {
    RangeFunction function = functions.range(name);
    Call call =
        new Call(new FunctionSignature(name, List.of(), 0, null, false), List.of(), Span.NONE);
    WindowEvaluator windows =
        new WindowEvaluator(
            GRID,
            new MatrixNode.RangeSelect(0, new DataTime(false, 0), 300_000, Reach.NONE),
            function.kernel(new CallSite(call, annotations, DELAYED)),
            new double[0][],
            evaluation::checkpoint);
    assertMakesNoGarbage(new RangeEvaluator(REQUEST, windows, true, evaluation));
  }

  @Test
  void instantSelectors() {
    VectorNode.InstantSelect node =
        new VectorNode.InstantSelect(GRID, 0, new DataTime(false, 0), 300_000, false);
    assertMakesNoGarbage(new InstantEvaluator(node, evaluation));
  }

  private void assertMakesNoGarbage(SeriesEvaluator evaluator) {
    Series series = series();
    SumAccumulator sum = sum();
    SeriesConsumer consumer = (labels, dropped, column) -> sum.add(labels, column);
    for (int i = 0; i < 200; i++) {
      evaluator.evaluate(series, consumer);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 500; i++) {
      evaluator.evaluate(series, consumer);
    }
    long perSample = (threads.getCurrentThreadAllocatedBytes() - before) / (500 * 241);
    StepColumn out = new StepColumn((int) GRID.count());
    sum.finish(out);
    assertThat(out.count()).isGreaterThan(200);
    assertThat(perSample).as("bytes for each sample").isZero();
  }

  private SumAccumulator sum() {
    return new SumAccumulator(
        (int) GRID.count(),
        new HistogramGroup.Kind(HistogramTotal.Sum::new, annotations, Span.NONE));
  }

  @Test
  void sumsOfHistograms() {
    HistogramLayout layout =
        new HistogramLayout(
            3,
            0.001,
            new int[] {-2, 10, 3, 10},
            HistogramLayout.NO_SPANS,
            HistogramLayout.NO_BOUNDS);
    double[] counts = new double[layout.buckets()];
    Arrays.fill(counts, 3.5);
    FloatHistogram histogram =
        new FloatHistogram(layout, ResetHint.NOT_RESET, 72, 2, 125.5, counts);
    SumAccumulator sum = sum();
    StepColumn column = new StepColumn((int) GRID.count());
    for (int i = 0; i < 200; i++) {
      add(sum, column, histogram);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 500; i++) {
      add(sum, column, histogram);
    }
    long perSample = (threads.getCurrentThreadAllocatedBytes() - before) / (500 * GRID.count());
    StepColumn out = new StepColumn((int) GRID.count());
    sum.finish(out);
    assertThat(out.histogram(240)).extracting(h -> h == null ? 0 : h.count()).isEqualTo(700 * 72.0);
    assertThat(perSample).as("bytes for each histogram").isZero();
  }

  private static void add(SumAccumulator sum, StepColumn column, FloatHistogram histogram) {
    Arrays.fill(column.present, true);
    Arrays.fill(column.withHistograms(), histogram);
    sum.add(Labels.EMPTY, column);
  }

  private Series series() {
    Labels labels = Labels.of("__name__", "m_total", "i", "1");
    for (int k = 0; k <= 240; k++) {
      store.append(labels, k * 15_000L, k * 7 % 100);
    }
    try (SeriesSet set = store.select(REQUEST, QueryContext.unbounded())) {
      return set.next();
    }
  }
}
