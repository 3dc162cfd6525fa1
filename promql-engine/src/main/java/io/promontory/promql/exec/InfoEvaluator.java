package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;
import io.promontory.promql.plan.DataTime;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;

/**
 * An info series: at each step the time in ms of the newest sample within the look-back, which
 * decides between series of the same identity. What the sample says is not looked at.
 */
final class InfoEvaluator implements SeriesEvaluator {
  private final SeriesReader reader;
  private final NewestSamples newest;
  private final SampleCounts counts;
  private final StepColumn column;

  InfoEvaluator(StepGrid grid, long lookbackMs, SelectRequest request, Evaluation evaluation) {
    this.reader = new SeriesReader(request, evaluation);
    this.newest = new NewestSamples(grid, new DataTime(false, 0), lookbackMs);
    this.counts = evaluation.counts();
    this.column = new StepColumn(Evaluation.steps(grid));
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    int found = fill(series.labels(), reader.read(series));
    if (found > 0) {
      counts.addQueryable(found);
      counts.addRead(found);
      consumer.accept(series.labels(), false, column);
    }
  }

  private int fill(Labels labels, SampleColumns samples) {
    int[] found = newest.find(samples);
    int present = 0;
    for (int step = 0; step < found.length; step++) {
      int at = found[step];
      boolean hit = at != NewestSamples.NONE;
      column.present[step] = hit;
      if (hit) {
        if (samples.histograms != null && samples.histograms[at] != null) {
          throw new QueryException(
              QueryException.Kind.EXECUTION,
              "this should be an info metric, with float samples: " + labels);
        }
        column.values[step] = samples.timestamps[at];
        present++;
      }
    }
    return present;
  }
}
