package io.promontory.promql.exec;

import io.promontory.promql.plan.StepGrid;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a selection in batches and lets one {@link SeriesEvaluator} at a time work on each. */
final class ScanOperator implements VectorOperator {
  /**
   * Where one step is evaluated, a series is done in a microsecond, and to hand over a few dozen of
   * them costs as much as they do.
   */
  private static final int MOST_SERIES = 1024;

  /** Chunks to decode that are worth a hand-over. */
  private static final long AMPLE_BYTES = 256 << 10;

  private final Evaluation evaluation;
  private final int selection;
  private final int leastSeries;
  private final int mostSeries;
  private final int usualSeries;
  private final Recycler<SeriesEvaluator> evaluators;

  /**
   * @param grid the steps at which the series are evaluated
   */
  ScanOperator(
      Evaluation evaluation, int selection, StepGrid grid, Supplier<SeriesEvaluator> evaluators) {
    this.evaluation = evaluation;
    this.selection = selection;
    this.leastSeries = BatchSize.series(grid.count());
    this.mostSeries = grid.count() == 1 ? MOST_SERIES : leastSeries;
    this.usualSeries = Math.max(leastSeries, mostSeries / 2);
    this.evaluators =
        new Recycler<>(
            () -> {
              evaluation.memory().holdAtWork(grid.count());
              return evaluators.get();
            });
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    evaluation.workers().run(this::nextBatch, batch -> evaluate(batch, consumers.get()), inOrder);
  }

  /**
   * Series that wait for a worker or are worked on.
   *
   * @param bytes of memory counted for them
   */
  private record Batch(List<Series> series, long bytes) {}

  private @Nullable Batch nextBatch() {
    evaluation.checkpoint();
    List<Series> batch = new ArrayList<>(usualSeries);
    long chunkBytes = 0;
    while (batch.size() < leastSeries || (batch.size() < mostSeries && chunkBytes < AMPLE_BYTES)) {
      Series series = evaluation.scans().next(selection);
      if (series == null) {
        break;
      }
      batch.add(series);
      chunkBytes += BatchSize.chunkBytes(series);
    }
    if (batch.isEmpty()) {
      return null;
    }
    long bytes = BatchSize.bytes(batch);
    evaluation.context().budget().holdMemory(bytes);
    return new Batch(batch, bytes);
  }

  private <C extends SeriesConsumer> C evaluate(Batch batch, C consumer) {
    SeriesEvaluator evaluator = evaluators.take();
    for (Series series : batch.series) {
      evaluation.checkpoint();
      evaluator.evaluate(series, consumer);
    }
    evaluators.giveBack(evaluator);
    evaluation.context().budget().releaseMemory(batch.bytes);
    return consumer;
  }
}
