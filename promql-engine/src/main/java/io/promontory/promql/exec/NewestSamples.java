package io.promontory.promql.exec;

import io.promontory.promql.plan.DataTime;
import io.promontory.promql.plan.StepGrid;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.chunk.WindowColumns;

/**
 * What an instant selector finds of a series: at each step the newest sample in (t - look-back, t],
 * nothing where that is a stale marker. A sample that stands for a window carries the time of the
 * window's end, and none follows before the next window has ended: it is seen for its own length at
 * least, and until the next one. Where one window is empty between others, as they are of a series
 * that is scraped a little less often, the one before it is seen until the one after it.
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
    WindowColumns windows = samples.windows;
    int advance =
        time.fixed() || windows != null ? 0 : RegularTimes.advance(times, size, grid.stepMs());
    int next = 0;
    long evalMs = grid.startMs();
    for (int step = 0; step < found.length; step++) {
      long at = time.at(evalMs);
      while (next < size && times[next] <= at) {
        next++;
      }
      int newest = next - 1;
      boolean hit =
          newest >= 0
              && (times[newest] > at - lookbackMs
                  || (windows != null && isSeen(samples, windows, newest, at)))
              && !StaleMarker.isStale(values[newest]);
      found[step] = hit ? newest : NONE;
      evalMs += grid.stepMs();
      if (hit && advance > 0) {
        // Up to the step that would see a sample behind the last.
        long left = 2 * times[size - 1] - times[size - 2] - 1 - at;
        int alike = Math.clamp(left / grid.stepMs(), 0, found.length - 1 - step);
        for (int i = 1; i <= alike; i++) {
          newest += advance;
          found[step + i] = StaleMarker.isStale(values[newest]) ? NONE : newest;
        }
        next = newest + 1;
        step += alike;
        evalMs += alike * grid.stepMs();
        advance = 0;
      }
    }
    return found;
  }

  private boolean isSeen(SampleColumns samples, WindowColumns windows, int sample, long at) {
    long width = windows.widths[sample];
    if (width == 0) {
      return false;
    }
    long[] times = samples.timestamps;
    long time = times[sample];
    if (time > at - width) {
      return true;
    } else if (sample + 1 == samples.size) {
      return false;
    }
    long next = times[sample + 1];
    boolean fitsBefore = sample > 0 && isAdjacent(times[sample - 1], time, width);
    return isAdjacent(time, next, width) || (fitsBefore && next - time <= width + lookbackMs);
  }

  private static boolean isAdjacent(long time, long next, long width) {
    return Math.floorDiv(next, width) - Math.floorDiv(time, width) <= 1;
  }
}
