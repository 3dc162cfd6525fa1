package io.promontory.promql.exec;

import io.promontory.promql.function.RangeKernel;
import io.promontory.promql.function.Window;
import io.promontory.promql.plan.DataTime;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Reach;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.Arrays;

/**
 * Moves a window over the samples of one series at a time and lets a kernel look through it at each
 * step.
 */
final class WindowEvaluator {
  /** A step may look through many samples. */
  private static final int STEPS_BETWEEN_POLLS = 64;

  private final StepGrid grid;
  private final DataTime time;
  private final long rangeMs;
  private final Reach reach;
  private final RangeKernel kernel;
  private final double[][] scalars;
  private final Runnable poll;
  private final Window window = new Window();
  private final HistogramWindow histogramWindow = new HistogramWindow();
  private final StepColumn column;
  private long seen;
  private long covered;

  /**
   * Takes what it needs for any series.
   *
   * @param poll throws where the evaluation is to end
   */
  WindowEvaluator(
      StepGrid grid, MatrixNode input, RangeKernel kernel, double[][] scalars, Runnable poll) {
    this.grid = grid;
    this.time = input.time();
    this.rangeMs = input.rangeMs();
    this.reach = input.reach();
    this.kernel = kernel;
    this.scalars = scalars;
    this.poll = poll;
    this.column = new StepColumn(Evaluation.steps(grid));
    window.scalars = new double[scalars.length];
  }

  StepColumn column() {
    return column;
  }

  /** Samples in all windows of the last series, each as often as it was in one. */
  long seen() {
    return seen;
  }

  /** Samples of the last series that were in any window. */
  long covered() {
    return covered;
  }

  /**
   * Fills the column.
   *
   * @return false where no window had a result
   */
  boolean evaluate(Labels labels, MeasuredSamples samples) {
    kernel.begin(labels);
    Window w = window;
    long[] times = samples.floats.timestamps;
    int size = samples.floats.size;
    boolean mixed = samples.histograms.size > 0;
    HistogramWindow histogramWindow = this.histogramWindow;
    histogramWindow.begin(samples.histograms, w);
    column.clearHistograms();
    double[] results = column.values;
    boolean[] present = column.present;
    double[] scalarsNow = w.scalars;
    long seenSoFar = 0;
    long coveredSoFar = 0;
    w.timestamps = times;
    w.values = samples.floats.values;
    w.startTimes = samples.floats.startTimes;
    w.windows = samples.floats.windows;
    w.breaks = samples.floats.breaks;
    int lo = 0;
    int hi = 0;
    int gained = 0;
    int lost = 0;
    boolean any = false;
    int advance =
        mixed || time.fixed() || w.startTimes != null || w.windows != null || w.breaks != null
            ? 0
            : RegularTimes.advance(times, size, grid.stepMs());
    long evalMs = grid.startMs();
    for (int step = 0; step < results.length; step++) {
      if (step % STEPS_BETWEEN_POLLS == STEPS_BETWEEN_POLLS - 1) {
        poll.run();
      }
      long end = time.at(evalMs);
      long start = end - rangeMs;
      long from = start - reach.beforeMs();
      long until = end + reach.afterMs();
      int before = hi;
      // Windows of a regular series gain and lose as many samples as the one before.
      int ahead = hi + gained;
      if (ahead < size && ahead > 0 && times[ahead - 1] <= until && times[ahead] > until) {
        hi = ahead;
      } else {
        while (hi < size && times[hi] <= until) {
          hi++;
        }
        gained = hi - before;
      }
      ahead = lo + lost;
      if (ahead < hi && ahead > 0 && times[ahead - 1] <= from && times[ahead] > from) {
        lo = ahead;
      } else {
        int left = lo;
        while (lo < hi && times[lo] <= from) {
          lo++;
        }
        lost = lo - left;
      }
      boolean hit = false;
      if (mixed) {
        histogramWindow.move(from, until);
      }
      if (lo < hi || (mixed && w.histogramLo < w.histogramHi)) {
        seenSoFar += hi - lo;
        coveredSoFar += hi - Math.max(lo, before);
        w.lo = lo;
        w.hi = hi;
        w.startMs = start;
        w.endMs = end;
        w.evalMs = evalMs;
        for (int i = 0; i < scalarsNow.length; i++) {
          scalarsNow[i] = scalars[i][step];
        }
        hit = kernel.apply(w);
        results[step] = w.result;
        FloatHistogram histogram = w.histogramResult;
        if (histogram != null) {
          w.histogramResult = null;
          if (hit) {
            column.set(step, histogram);
          }
        }
      }
      present[step] = hit;
      any |= hit;
      evalMs += grid.stepMs();
      if (hit && advance > 0 && from >= 2 * times[0] - times[1]) {
        // Up to the step that would see a sample behind the last.
        long left = 2 * times[size - 1] - times[size - 2] - 1 - until;
        int alike = (int) Math.min(results.length - 1 - step, left / grid.stepMs());
        if (alike > 0 && kernel.applyAlike(w, advance, alike, results, step + 1)) {
          Arrays.fill(present, step + 1, step + 1 + alike, true);
          seenSoFar += (long) alike * (hi - lo);
          coveredSoFar += (long) alike * Math.min(advance, hi - lo);
          lo += alike * advance;
          hi += alike * advance;
          step += alike;
          evalMs += alike * grid.stepMs();
        }
        advance = 0;
      }
    }
    seen = seenSoFar + histogramWindow.seen();
    covered = coveredSoFar + histogramWindow.covered();
    return any;
  }
}
