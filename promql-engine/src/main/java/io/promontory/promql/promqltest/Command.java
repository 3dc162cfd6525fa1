package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of a script; lines count from 1, times are ms since the epoch. */
sealed interface Command {
  int line();

  /** Forgets all series. */
  record Clear(int line) implements Command {}

  /**
   * Adds samples, the i-th of each series at {@code i * stepMs}.
   *
   * @param customBuckets true for {@code load_with_nhcb}: classic histograms are loaded a second
   *     time, as native ones with custom buckets
   */
  record Load(int line, long stepMs, boolean customBuckets, List<LoadedSeries> series)
      implements Command {}

  /**
   * A series of a load.
   *
   * @param startOffsets for each value the start time relative to the sample, in ms, or null; null
   *     where the series has no start times
   */
  record LoadedSeries(
      Labels labels, List<DescribedValue> values, @Nullable List<@Nullable Long> startOffsets) {}

  /**
   * Asks and compares.
   *
   * @param endMs equal to {@code startMs} for an instant
   * @param stepMs 0 for an instant
   */
  record Eval(int line, String expression, long startMs, long endMs, long stepMs, Expected expected)
      implements Command {
    boolean isRange() {
      return stepMs > 0;
    }
  }
}
