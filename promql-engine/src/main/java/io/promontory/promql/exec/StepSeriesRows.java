package io.promontory.promql.exec;

import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.StepSeries;
import org.jspecify.annotations.Nullable;

/** Series that were evaluated elsewhere, as columns. */
final class StepSeriesRows {
  private StepSeriesRows() {}

  /** True where all points lie on steps of a grid, in order. */
  static boolean areOf(StepGrid grid, StepSeries series) {
    long before = Long.MIN_VALUE;
    for (int i = 0; i < series.size(); i++) {
      long time = series.timestamps()[i];
      if (time <= before
          || time < grid.startMs()
          || time > grid.lastMs()
          || (time - grid.startMs()) % grid.stepMs() != 0) {
        return false;
      }
      before = time;
    }
    return true;
  }

  static StepSeries with(Labels added, StepSeries series) {
    Labels labels = series.labels();
    for (int i = 0; i < added.size(); i++) {
      labels = labels.with(added.name(i), added.value(i));
    }
    return new StepSeries(
        labels, series.timestamps(), series.values(), series.histograms(), series.size());
  }

  /** How many float samples the points count as. */
  static long weight(StepSeries series) {
    @Nullable FloatHistogram[] histograms = series.histograms();
    long weight = series.size();
    for (int i = 0; histograms != null && i < series.size(); i++) {
      FloatHistogram histogram = histograms[i];
      weight += histogram == null ? 0 : HistogramWeight.of(histogram) - 1;
    }
    return weight;
  }

  static void fill(StepColumn column, StepSeries series, StepGrid grid) {
    column.clear();
    @Nullable FloatHistogram[] histograms = series.histograms();
    for (int i = 0; i < series.size(); i++) {
      int step = (int) ((series.timestamps()[i] - grid.startMs()) / grid.stepMs());
      FloatHistogram histogram = histograms == null ? null : histograms[i];
      if (histogram == null) {
        column.set(step, series.values()[i]);
      } else {
        column.set(step, histogram);
      }
    }
  }
}
