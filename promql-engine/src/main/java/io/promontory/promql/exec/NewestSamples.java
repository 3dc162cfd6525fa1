package io.promontory.promql.exec;

import io.promontory.promql.plan.DataTime;
import io.promontory.promql.plan.StepGrid;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;

/**
 * What an instant selector finds of a series: at each step the newest sample in (t - look-back, t],
 * nothing where that is a stale marker.
 */
final class NewestSamples {
  /** Where nothing is found. */
  static final int NONE = -1;

  private final StepGrid grid;
  private final DataTime time;
  private final long lookbackMs;
  private final int[] found;

  NewestSamples(StepGrid grid, DataTime time, long lookbackMs) {
    this.grid = grid;
    this.time = time;
    this.lookbackMs = lookbackMs;
    this.found = new int[Evaluation.steps(grid)];
  }

  /** The index of the sample found at each step, or {@link #NONE}; valid until the next call. */
  int[] find(SampleColumns samples) {
    long[] times = samples.timestamps;
    double[] values = samples.values;
    int size = samples.size;
    int next = 0;
    long evalMs = grid.startMs();
    for (int step = 0; step < found.length; step++) {
      long at = time.at(evalMs);
      while (next < size && times[next] <= at) {
        next++;
      }
      int newest = next - 1;
      boolean hit =
          newest >= 0 && times[newest] > at - lookbackMs && !StaleMarker.isStale(values[newest]);
      found[step] = hit ? newest : NONE;
      evalMs += grid.stepMs();
    }
    return found;
  }
}
