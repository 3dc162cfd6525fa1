package io.promontory.promql.exec;

import io.promontory.promql.function.Interpolation;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.store.Series;

/**
 * A {@code smoothed} instant selector: at each step the sample of that very time, else the value on
 * the line between the samples around it within the look-back on both sides, else the one before.
 */
final class SmoothedEvaluator implements SeriesEvaluator {
  private final VectorNode.SmoothedSelect node;
  private final SeriesReader reader;
  private final StepColumn column;

  SmoothedEvaluator(VectorNode.SmoothedSelect node, Evaluation evaluation) {
    this.node = node;
    this.reader = new SeriesReader(evaluation.scans().request(node.selection()));
    this.column = new StepColumn(Evaluation.steps(node.grid()));
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    SampleColumns floats = reader.readMeasured(series).floats;
    column.clear();
    int found = fill(floats);
    if (found > 0) {
      consumer.accept(series.labels(), false, column);
    }
  }

  private int fill(SampleColumns samples) {
    long[] times = samples.timestamps;
    int found = 0;
    int next = 0;
    for (int step = 0; step < column.steps(); step++) {
      long at = node.time().at(node.grid().startMs() + step * node.grid().stepMs());
      while (next < samples.size && times[next] < at) {
        next++;
      }
      boolean after = next < samples.size && times[next] <= at + node.lookbackMs();
      boolean before = next > 0 && times[next - 1] > at - node.lookbackMs();
      if (after && times[next] == at) {
        column.set(step, samples.values[next]);
      } else if (before) {
        column.set(
            step,
            after
                ? Interpolation.between(times, samples.values, next - 1, at)
                : samples.values[next - 1]);
      } else {
        continue;
      }
      found++;
    }
    return found;
  }
}
