package io.promontory.promql.exec;

import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a selection in batches and lets one {@link SeriesEvaluator} at a time work on each. */
final class ScanOperator implements VectorOperator {
  /**
   * Large enough to make hand-over cheap, small enough to spread a few hundred series over all
   * workers.
   */
  private static final int BATCH_SERIES = 64;

  private final Evaluation evaluation;
  private final int selection;
  private final Recycler<SeriesEvaluator> evaluators;

  ScanOperator(Evaluation evaluation, int selection, Supplier<SeriesEvaluator> evaluators) {
    this.evaluation = evaluation;
    this.selection = selection;
    this.evaluators = new Recycler<>(evaluators);
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
    List<Series> batch = new ArrayList<>(BATCH_SERIES);
    while (batch.size() < BATCH_SERIES) {
      Series series = evaluation.scans().next(selection);
      if (series == null) {
        break;
      }
      batch.add(series);
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
