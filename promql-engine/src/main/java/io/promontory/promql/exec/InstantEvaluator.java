package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.Series;
import org.jspecify.annotations.Nullable;

/** An instant selector: the values of the samples it finds, or their times. */
final class InstantEvaluator implements SeriesEvaluator {
  private final SeriesReader reader;
  private final NewestSamples newest;
  private final boolean sampleTime;
  private final SampleCounts counts;
  private final NameDropping names;
  private final StepColumn column;

  InstantEvaluator(VectorNode.InstantSelect node, Evaluation evaluation) {
    this.reader = new SeriesReader(evaluation.scans().request(node.selection()), evaluation);
    this.newest = new NewestSamples(node.grid(), node.time(), node.lookbackMs());
    this.sampleTime = node.sampleTime();
    this.counts = evaluation.counts();
    this.names = evaluation.names();
    this.column = new StepColumn(Evaluation.steps(node.grid()));
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    SampleColumns samples = reader.read(series);
    int[] found = newest.find(samples);
    column.clearHistograms();
    int weight = fill(samples, found);
    if (weight > 0) {
      if (samples.histograms != null && !sampleTime) {
        weight += fillHistograms(samples.histograms, found);
      }
      counts.addQueryable(weight);
      counts.addRead(weight);
      consumer.accept(
          sampleTime ? names.apply(series.labels()) : series.labels(), sampleTime, column);
    }
  }

  /**
   * Fills all slots with floats.
   *
   * @return how many are present
   */
  private int fill(SampleColumns samples, int[] found) {
    int present = 0;
    for (int step = 0; step < found.length; step++) {
      int at = found[step];
      boolean hit = at != NewestSamples.NONE;
      column.present[step] = hit;
      if (hit) {
        column.values[step] = sampleTime ? samples.timestamps[at] / 1000.0 : samples.values[at];
        present++;
      }
    }
    return present;
  }

  /**
   * Puts histograms into the slots that are present.
   *
   * @return how many floats they weigh beyond one each
   */
  private int fillHistograms(@Nullable FloatHistogram[] histograms, int[] found) {
    int weight = 0;
    for (int step = 0; step < found.length; step++) {
      FloatHistogram histogram = column.present[step] ? histograms[found[step]] : null;
      if (histogram != null) {
        column.set(step, histogram);
        weight += HistogramWeight.of(histogram) - 1;
      }
    }
    return weight;
  }
}
