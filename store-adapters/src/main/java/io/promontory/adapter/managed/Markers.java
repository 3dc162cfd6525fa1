package io.promontory.adapter.managed;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.store.Looks.Instants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts one series together from its samples and from what was seen of it at given times, so that
 * whoever looks at these times finds what was seen there: where nothing was, a stale marker ends
 * what came before.
 *
 * <pre>
 *  samples      x   x   x
 *  seen at      1     1     0     0     1
 *  together     x   x   x   s           (the value that was seen, or the sample)
 * </pre>
 */
final class Markers {
  private final SampleColumns samples;
  private final List<Instants> grids;
  private final List<SampleColumns> seen;
  private final boolean seenAreSamples;
  private final OpenChunk open = new OpenChunk();
  private final List<Chunk> chunks = new ArrayList<>();
  private final int[] next;
  private int nextSample;

  private Markers(@Nullable SampleColumns samples, List<Instants> grids, List<SampleColumns> seen) {
    this.samples = samples == null ? new SampleColumns() : samples;
    this.grids = grids;
    this.seen = seen;
    this.seenAreSamples = samples == null;
    this.next = new int[grids.size()];
  }

  /**
   * The chunks of a series.
   *
   * @param samples as they are, in the order of time; null where they were not asked for, and what
   *     was seen stands for them
   * @param grids times looked at, at least one grid
   * @param seen of each grid, at those of its times where there was something
   */
  static List<Chunk> chunks(
      @Nullable SampleColumns samples, List<Instants> grids, List<SampleColumns> seen) {
    return new Markers(samples, grids, seen).chunks();
  }

  private List<Chunk> chunks() {
    boolean isOpen = false;
    long last = 0;
    for (long time = nextTime(); time != Long.MAX_VALUE || isOpen; time = nextTime()) {
      if (isOpen) {
        long absent = firstAbsent(last, time);
        if (absent < time) {
          append(absent, StaleMarker.VALUE);
        }
      }
      if (time == Long.MAX_VALUE) {
        break;
      }
      append(time, take(time));
      last = time;
      isOpen = true;
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
    }
    return chunks;
  }

  /** When the next sample is; {@link Long#MAX_VALUE} after the last one. */
  private long nextTime() {
    long time = nextSample < samples.size ? samples.timestamps[nextSample] : Long.MAX_VALUE;
    for (int i = 0; seenAreSamples && i < next.length; i++) {
      if (next[i] < seen.get(i).size) {
        time = Math.min(time, seen.get(i).timestamps[next[i]]);
      }
    }
    return time;
  }

  /** The sample at a time, which is passed by. */
  private double take(long time) {
    double value = Double.NaN;
    if (nextSample < samples.size && samples.timestamps[nextSample] == time) {
      value = samples.values[nextSample++];
    }
    for (int i = 0; seenAreSamples && i < next.length; i++) {
      if (next[i] < seen.get(i).size && seen.get(i).timestamps[next[i]] == time) {
        value = seen.get(i).values[next[i]++];
      }
    }
    return value;
  }

  /** The first time between two samples at which nothing was seen although one was in sight. */
  private long firstAbsent(long after, long before) {
    long first = before;
    for (int i = 0; i < grids.size(); i++) {
      Instants grid = grids.get(i);
      SampleColumns there = seen.get(i);
      long step = firstStep(grid, after);
      int at = seenAreSamples ? next[i] : indexFrom(there, i, step);
      while (step <= grid.lastMs()
          && step < first
          && at < there.size
          && there.timestamps[at] == step) {
        at++;
        step += grid.stepMs();
      }
      boolean inSight = step - after < grid.lookbackMs();
      if (step <= grid.lastMs() && step < first && inSight) {
        first = step;
      }
    }
    return first;
  }

  private static long firstStep(Instants grid, long after) {
    return after < grid.firstMs()
        ? grid.firstMs()
        : grid.firstMs() + ((after - grid.firstMs()) / grid.stepMs() + 1) * grid.stepMs();
  }

  /** The index of the first of the times seen that is not before a step; steps only grow. */
  private int indexFrom(SampleColumns there, int grid, long step) {
    while (next[grid] < there.size && there.timestamps[next[grid]] < step) {
      next[grid]++;
    }
    return next[grid];
  }

  private void append(long time, double value) {
    Chunk full = open.append(time, value, 0);
    if (full != null) {
      chunks.add(full);
    }
  }
}
