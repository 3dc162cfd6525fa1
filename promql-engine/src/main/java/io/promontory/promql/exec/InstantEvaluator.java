package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.Series;
import org.jspecify.annotations.Nullable;

/**
 * An instant selector: at each step the newest sample in (t - look-back, t], nothing where that is
 * a stale marker.
 */
final class InstantEvaluator implements SeriesEvaluator {
  private final VectorNode.InstantSelect node;
  private final SeriesReader reader;
  private final SampleCounts counts;
  private final NameDropping names;
  private final StepColumn column;

  InstantEvaluator(VectorNode.InstantSelect node, Evaluation evaluation) {
    this.node = node;
    this.reader = new SeriesReader(evaluation.scans().request(node.selection()));
    this.counts = evaluation.counts();
    this.names = evaluation.names();
    this.column = new StepColumn(Evaluation.steps(node.grid()));
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    SampleColumns samples = reader.read(series);
    int found = fill(samples.timestamps, samples.values, samples.size);
    column.clearHistograms();
    if (found > 0) {
      if (samples.histograms != null && !node.sampleTime()) {
        found += fillHistograms(samples.timestamps, samples.histograms, samples.size);
      }
      counts.addQueryable(found);
      counts.addRead(found);
      consumer.accept(
          node.sampleTime() ? names.apply(series.labels()) : series.labels(),
          node.sampleTime(),
          column);
    }
  }

  /**
   * Puts histograms into the slots that are present.
   *
   * @return how many floats they weigh beyond one each
   */
  private int fillHistograms(long[] times, @Nullable FloatHistogram[] histograms, int size) {
    int weight = 0;
    int next = 0;
    long evalMs = node.grid().startMs();
    for (int step = 0; step < column.steps(); step++) {
      long at = node.time().at(evalMs);
      while (next < size && times[next] <= at) {
        next++;
      }
      FloatHistogram histogram = column.present[step] ? histograms[next - 1] : null;
      if (histogram != null) {
        column.set(step, histogram);
        weight += HistogramWeight.of(histogram) - 1;
      }
      evalMs += node.grid().stepMs();
    }
    return weight;
  }

  private int fill(long[] times, double[] values, int size) {
    int found = 0;
    int next = 0;
    long evalMs = node.grid().startMs();
    for (int step = 0; step < column.steps(); step++) {
      long at = node.time().at(evalMs);
      while (next < size && times[next] <= at) {
        next++;
      }
      int newest = next - 1;
      boolean hit =
          newest >= 0
              && times[newest] > at - node.lookbackMs()
              && !StaleMarker.isStale(values[newest]);
      column.present[step] = hit;
      if (hit) {
        column.values[step] = node.sampleTime() ? times[newest] / 1000.0 : values[newest];
        found++;
      }
      evalMs += node.grid().stepMs();
    }
    return found;
  }
}
