package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.store.Series;

/**
 * {@code start_timestamp()} of an instant selector: the start time in seconds of the sample that
 * the selector finds, 0 where it is unknown.
 */
final class StartTimeEvaluator implements SeriesEvaluator {
  private final VectorNode.StartTimeSelect node;
  private final SeriesReader reader;
  private final SampleCounts counts;
  private final NameDropping names;
  private final StepColumn column;

  StartTimeEvaluator(VectorNode.StartTimeSelect node, Evaluation evaluation) {
    this.node = node;
    this.reader = new SeriesReader(evaluation.scans().request(node.selection()), true);
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
    column.clear();
    int found = 0;
    int next = 0;
    for (int step = 0; step < column.steps(); step++) {
      long at = node.time().at(node.grid().startMs() + step * node.grid().stepMs());
      while (next < samples.size && samples.timestamps[next] <= at) {
        next++;
      }
      int newest = next - 1;
      if (newest >= 0
          && samples.timestamps[newest] > at - node.lookbackMs()
          && !StaleMarker.isStale(samples.values[newest])) {
        long start = samples.startTimes == null ? 0 : samples.startTimes[newest];
        column.set(step, start / 1000.0);
        found++;
      }
    }
    return found;
  }
}
