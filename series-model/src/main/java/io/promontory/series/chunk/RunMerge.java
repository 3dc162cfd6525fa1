package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Merges two sorted runs of samples with all their columns. */
final class RunMerge {
  private RunMerge() {}

  /**
   * Appends the union of two neighbouring runs to {@code to}, which has room for it; of equal
   * timestamps the first run's sample stays. Hints are forgotten where the run changes.
   */
  static void merge(SampleColumns from, int start, int middle, int end, SampleColumns to) {
    long[] times = from.timestamps;
    int a = start;
    int b = middle;
    int begin = to.size;
    boolean wasFirst = true;
    while (a < middle || b < end) {
      boolean first = b == end || (a < middle && times[a] <= times[b]);
      int next = first ? a : b;
      if (a < middle && b < end && times[a] == times[b]) {
        a++;
        b++;
      } else if (first) {
        a++;
      } else {
        b++;
      }
      put(from, next, to);
      if (to.size > begin + 1 && first != wasFirst) {
        to.forgetHint(to.size - 1);
      }
      wasFirst = first;
    }
  }

  private static void put(SampleColumns from, int at, SampleColumns to) {
    int into = to.size++;
    to.timestamps[into] = from.timestamps[at];
    to.values[into] = from.values[at];
    @Nullable FloatHistogram[] histograms = from.histograms;
    if (histograms != null) {
      to.withHistograms()[into] = histograms[at];
    }
    long[] starts = from.startTimes;
    if (starts != null) {
      to.withStartTimes()[into] = starts[at];
    }
    WindowColumns windows = from.windows;
    if (windows != null) {
      to.withWindows().set(into, windows.widths[at], windows.counts[at]);
    }
  }
}
