package io.promontory.promql.exec;

import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The value of a range selector by itself: the samples of one window as they were stored. */
final class RawSeries {
  private RawSeries() {}

  /** Reads all series; series without a sample in the window are left out. */
  static List<PointSeries> read(Evaluation evaluation, MatrixNode.RangeSelect node, long evalMs) {
    List<PointSeries> all = new ArrayList<>();
    new ScanOperator(evaluation, node.selection(), () -> new Reader(evaluation, node, evalMs))
        .feed(
            Batch::new,
            batch -> {
              batch.series.forEach(series -> evaluation.memory().hold(series.size()));
              all.addAll(batch.series);
            });
    return all;
  }

  /** Hands points past the step columns, which raw samples do not fit. */
  private static final class Batch implements SeriesConsumer {
    private final List<PointSeries> series = new ArrayList<>();

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      throw new UnsupportedOperationException("raw samples have no steps");
    }
  }

  private static final class Reader implements SeriesEvaluator {
    private final Evaluation evaluation;
    private final SeriesReader reader;
    private final long start;
    private final long end;

    Reader(Evaluation evaluation, MatrixNode.RangeSelect node, long evalMs) {
      this.evaluation = evaluation;
      this.reader = new SeriesReader(evaluation.scans().request(node.selection()));
      this.end = node.time().at(evalMs);
      this.start = end - node.rangeMs();
    }

    @Override
    public void evaluate(Series series, SeriesConsumer consumer) {
      SampleColumns samples = reader.readMeasured(series);
      int from = 0;
      while (from < samples.size && samples.timestamps[from] <= start) {
        from++;
      }
      int to = samples.size;
      while (to > from && samples.timestamps[to - 1] > end) {
        to--;
      }
      evaluation.counts().addQueryable(to - from);
      evaluation.counts().addRead(to - from);
      if (to > from) {
        ((Batch) consumer)
            .series.add(
                new PointSeries(
                    series.labels(),
                    Arrays.copyOfRange(samples.timestamps, from, to),
                    Arrays.copyOfRange(samples.values, from, to),
                    to - from));
      }
    }
  }
}
