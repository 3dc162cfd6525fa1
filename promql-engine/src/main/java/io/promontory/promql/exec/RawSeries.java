package io.promontory.promql.exec;

import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a range selector by itself: the samples of one window as they were stored. */
final class RawSeries {
  private RawSeries() {}

  /** Reads all series; series without a sample in the window are left out. */
  static List<PointSeries> read(Evaluation evaluation, MatrixNode.RangeSelect node, long evalMs) {
    List<PointSeries> all = new ArrayList<>();
    StepGrid instant = StepGrid.instant(evalMs);
    new ScanOperator(
            evaluation, node.selection(), instant, () -> new Reader(evaluation, node, evalMs))
        .feed(
            Batch::new,
            batch -> {
              batch.series.forEach(series -> evaluation.memory().hold(weight(series)));
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
    private final ExtendedPoints extended;
    private final boolean isExtended;

    Reader(Evaluation evaluation, MatrixNode.RangeSelect node, long evalMs) {
      this.evaluation = evaluation;
      this.reader = new SeriesReader(evaluation.scans().request(node.selection()), evaluation);
      this.end = node.time().at(evalMs);
      this.start = end - node.rangeMs();
      this.extended = ExtendedPoints.of(node, evalMs);
      this.isExtended = node.reach().isExtended();
    }

    @Override
    public void evaluate(Series series, SeriesConsumer consumer) {
      PointSeries points =
          isExtended
              ? extended.points(series.labels(), reader.readMeasured(series))
              : points(series.labels(), reader.read(series));
      long weight = weight(points);
      evaluation.counts().addQueryable(weight);
      evaluation.counts().addRead(weight);
      if (points.size() > 0) {
        ((Batch) consumer).series.add(points);
      }
    }

    private PointSeries points(Labels labels, SampleColumns samples) {
      long[] times = new long[samples.size];
      double[] values = new double[samples.size];
      @Nullable FloatHistogram[] histograms =
          samples.histograms == null ? null : new FloatHistogram[samples.size];
      int size = 0;
      for (int i = 0; i < samples.size; i++) {
        long time = samples.timestamps[i];
        if (time > start && time <= end && !StaleMarker.isStale(samples.values[i])) {
          times[size] = time;
          values[size] = samples.values[i];
          if (histograms != null && samples.histograms != null) {
            histograms[size] = samples.histograms[i];
          }
          size++;
        }
      }
      return new PointSeries(labels, times, values, histograms, size);
    }
  }

  private static long weight(PointSeries points) {
    long weight = points.size();
    for (int i = 0; points.histograms() != null && i < points.size(); i++) {
      FloatHistogram histogram = points.histogram(i);
      weight += histogram == null ? 0 : HistogramWeight.of(histogram) - 1;
    }
    return weight;
  }
}
