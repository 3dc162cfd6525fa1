package io.promontory.promql.exec;

import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that keeps what is present of each series as points. Series without gaps share the
 * array of times.
 */
final class PointBatch implements SeriesConsumer {
  private final long[] times;
  private final SampleMemory memory;
  private final List<PointSeries> series = new ArrayList<>();
  private final List<Boolean> dropped = new ArrayList<>();
  private long weight;
  private long held;

  PointBatch(long[] times, SampleMemory memory) {
    this.times = times;
    this.memory = memory;
  }

  @Override
  public void accept(Labels labels, boolean nameDropped, StepColumn column) {
    int count = column.count();
    held += memory.holdAtWork(count);
    series.add(
        count == times.length
            ? new PointSeries(labels, times, column.values.clone(), clone(column.histograms), count)
            : sparse(labels, column, count));
    dropped.add(nameDropped);
    weight += count + HistogramWeight.beyondSlots(column);
  }

  private static @Nullable FloatHistogram @Nullable [] clone(
      @Nullable FloatHistogram @Nullable [] histograms) {
    return histograms == null ? null : histograms.clone();
  }

  private PointSeries sparse(Labels labels, StepColumn column, int count) {
    long[] at = new long[count];
    double[] values = new double[count];
    @Nullable FloatHistogram[] histograms =
        column.histograms == null ? null : new FloatHistogram[count];
    int n = 0;
    for (int step = 0; step < times.length; step++) {
      if (column.present[step]) {
        at[n] = times[step];
        values[n] = column.values[step];
        if (histograms != null) {
          histograms[n] = column.histogram(step);
        }
        n++;
      }
    }
    return new PointSeries(labels, at, values, histograms, count);
  }

  List<PointSeries> series() {
    return series;
  }

  /** The series with the names taken away that were only marked so far. */
  List<PointSeries> seriesWithoutDroppedNames() {
    List<PointSeries> renamed = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      PointSeries one = series.get(i);
      renamed.add(dropped.get(i) ? one.withLabels(NameDropping.drop(one.labels())) : one);
    }
    return renamed;
  }

  /** How many floats the points count as. */
  long weight() {
    return weight;
  }

  /** What of the weight is counted as held already. */
  long held() {
    return held;
  }

  /** The points of two series of equal labels as one; an error where they have a time in common. */
  static PointSeries merge(PointSeries a, PointSeries b) {
    long[] at = new long[a.size() + b.size()];
    double[] values = new double[at.length];
    @Nullable FloatHistogram[] histograms =
        a.histograms() == null && b.histograms() == null ? null : new FloatHistogram[at.length];
    int i = 0;
    int j = 0;
    for (int n = 0; n < at.length; n++) {
      boolean fromA = j == b.size() || (i < a.size() && a.timestampsMs()[i] <= b.timestampsMs()[j]);
      PointSeries from = fromA ? a : b;
      int point = fromA ? i++ : j++;
      at[n] = from.timestampsMs()[point];
      values[n] = from.values()[point];
      if (histograms != null) {
        histograms[n] = from.histogram(point);
      }
      if (n > 0 && at[n] == at[n - 1]) {
        throw UniteOperator.sameLabels();
      }
    }
    return new PointSeries(a.labels(), at, values, histograms, at.length);
  }
}
