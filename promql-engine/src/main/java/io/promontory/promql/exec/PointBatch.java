package io.promontory.promql.exec;

import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A consumer that keeps what is present of each series as points. Series without gaps share the
 * array of times.
 */
final class PointBatch implements SeriesConsumer {
  private final long[] times;
  private final List<PointSeries> series = new ArrayList<>();
  private final List<Boolean> dropped = new ArrayList<>();
  private long points;

  PointBatch(long[] times) {
    this.times = times;
  }

  @Override
  public void accept(Labels labels, boolean nameDropped, StepColumn column) {
    int count = column.count();
    series.add(
        count == times.length
            ? new PointSeries(labels, times, column.values.clone(), count)
            : sparse(labels, column, count));
    dropped.add(nameDropped);
    points += count;
  }

  private PointSeries sparse(Labels labels, StepColumn column, int count) {
    long[] at = new long[count];
    double[] values = new double[count];
    int n = 0;
    for (int step = 0; step < times.length; step++) {
      if (column.present[step]) {
        at[n] = times[step];
        values[n++] = column.values[step];
      }
    }
    return new PointSeries(labels, at, values, count);
  }

  List<PointSeries> series() {
    return series;
  }

  /** The series with the names taken away that were only marked so far. */
  List<PointSeries> seriesWithoutDroppedNames() {
    List<PointSeries> renamed = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      PointSeries one = series.get(i);
      renamed.add(
          dropped.get(i)
              ? new PointSeries(
                  NameDropping.drop(one.labels()), one.timestampsMs(), one.values(), one.size())
              : one);
    }
    return renamed;
  }

  long points() {
    return points;
  }

  /** The points of two series of equal labels as one; an error where they have a time in common. */
  static PointSeries merge(PointSeries a, PointSeries b) {
    long[] at = new long[a.size() + b.size()];
    double[] values = new double[at.length];
    int i = 0;
    int j = 0;
    for (int n = 0; n < at.length; n++) {
      boolean fromA = j == b.size() || (i < a.size() && a.timestampsMs()[i] <= b.timestampsMs()[j]);
      at[n] = fromA ? a.timestampsMs()[i] : b.timestampsMs()[j];
      values[n] = fromA ? a.values()[i++] : b.values()[j++];
      if (n > 0 && at[n] == at[n - 1]) {
        throw UniteOperator.sameLabels();
      }
    }
    return new PointSeries(a.labels(), at, values, at.length);
  }
}
