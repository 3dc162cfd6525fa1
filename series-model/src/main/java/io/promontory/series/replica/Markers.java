package io.promontory.series.replica;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;

/** The stale markers of a replica that another one refutes. */
final class Markers {
  private Markers() {}

  /**
   * Drops markers at times at which the other replica is live: it has a sample before and one
   * after, or none is due yet, and neither is a marker.
   *
   * @return how many were dropped
   */
  static int dropRefuted(SampleColumns samples, Gaps own, SampleColumns other, Gaps gaps) {
    int kept = 0;
    int copied = 0;
    int next = 0;
    int dropped = 0;
    for (int i = 0; i < samples.size; i++) {
      if (!StaleMarker.isStale(samples.values[i])) {
        continue;
      }
      long time = samples.timestamps[i];
      while (next < other.size && other.timestamps[next] <= time) {
        next++;
      }
      if (isLive(other, gaps, next, own.known(i))) {
        samples.move(copied, kept, i - copied);
        kept += i - copied;
        copied = i + 1;
        dropped++;
      }
    }
    if (dropped > 0) {
      samples.move(copied, kept, samples.size - copied);
      samples.size = kept + samples.size - copied;
    }
    return dropped;
  }

  /**
   * Whether a replica goes on over a gap.
   *
   * @param usual how far apart the samples of the one with the marker are
   */
  private static boolean isLive(SampleColumns other, Gaps gaps, int gap, long usual) {
    if (gap == 0
        || StaleMarker.isStale(other.values[gap - 1])
        || (gap < other.size && StaleMarker.isStale(other.values[gap]))) {
      return false;
    }
    long before = gaps.known(gap - 1);
    long after = gaps.known(gap + 1);
    if (after == 0 && before > ReplicaMargin.WIDEST_MS) {
      // The one sample behind a hole: how soon the next is due cannot be told from it.
      before = 0;
    }
    long beside = before == 0 || after == 0 ? Math.max(before, after) : Math.min(before, after);
    return !Gaps.isHole(gaps.length(gap), Math.max(beside, usual));
  }
}
