package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** Where windows meet other samples of the same series. */
final class WindowOverlap {
  private WindowOverlap() {}

  /** Drops windows in which samples lie that stand for themselves. */
  static void drop(SampleColumns samples, WindowColumns windows) {
    boolean known = false;
    long newest = 0;
    int kept = 0;
    for (int i = 0; i < samples.size; i++) {
      long time = samples.timestamps[i];
      long width = windows.widths[i];
      if (width == 0) {
        known = true;
        newest = time;
      } else if (known && newest >= time - Math.floorMod(time, width)) {
        continue;
      }
      if (kept < i) {
        samples.move(i, kept, 1);
      }
      kept++;
    }
    samples.size = kept;
  }

  /**
   * The first histogram of a chunk of windows follows on the last one of another. Its buckets tell
   * nothing of a reset between the two, since the level of both is a guess; the counts do.
   */
  static void join(SampleColumns samples, int at) {
    @Nullable FloatHistogram[] histograms = samples.histograms;
    WindowColumns windows = samples.windows;
    FloatHistogram now = histograms == null ? null : histograms[at];
    FloatHistogram before = histograms == null ? null : histograms[at - 1];
    if (histograms != null
        && now != null
        && before != null
        && windows != null
        && windows.widths[at - 1] > 0
        && now.hint() == ResetHint.UNKNOWN
        && now.count() >= before.count()) {
      histograms[at] = now.withHint(ResetHint.NOT_RESET);
    }
  }
}
