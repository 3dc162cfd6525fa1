package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.store.Series;

/**
 * {@code start_timestamp()} of an instant selector: the start time in seconds of the sample that
 * the selector finds, 0 where it is unknown.
 */
final class StartTimeEvaluator implements SeriesEvaluator {
  private final SeriesReader reader;
  private final NewestSamples newest;
  private final SampleCounts counts;
  private final NameDropping names;
  private final StepColumn column;

  StartTimeEvaluator(VectorNode.StartTimeSelect node, Evaluation evaluation) {
    this.reader = new SeriesReader(evaluation.scans().request(node.selection()), true, evaluation);
    this.newest = new NewestSamples(node.grid(), node.time(), node.lookbackMs());
    this.counts = evaluation.counts();
    this.names = evaluation.names();
    this.column = new StepColumn(Evaluation.steps(node.grid()));
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    int found = fill(reader.read(series));
    if (found > 0) {
      counts.addQueryable(found);
      counts.addRead(found);
      consumer.accept(names.apply(series.labels()), true, column);
    }
  }

  private int fill(SampleColumns samples) {
    int[] found = newest.find(samples);
    int present = 0;
    column.clear();
    for (int step = 0; step < found.length; step++) {
      int at = found[step];
      if (at != NewestSamples.NONE) {
        long start = samples.startTimes == null ? 0 : samples.startTimes[at];
        column.set(step, start / 1000.0);
        present++;
      }
    }
    return present;
  }
}
