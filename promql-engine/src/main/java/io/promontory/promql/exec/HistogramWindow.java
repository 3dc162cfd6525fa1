package io.promontory.promql.exec;

import io.promontory.promql.function.Window;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Moves the part of a window that lies over a series' histograms. */
final class HistogramWindow {
  private Window window = new Window();
  private int size;
  private long weightInside;
  private long seen;
  private long covered;

  /** A new series follows. */
  void begin(SampleColumns samples, Window over) {
    window = over;
    size = samples.size;
    weightInside = 0;
    seen = 0;
    covered = 0;
    over.histogramLo = 0;
    over.histogramHi = 0;
    over.histogramStartTimes = samples.startTimes;
    over.histogramWindows = samples.windows;
    over.histogramBreaks = samples.breaks;
    if (size > 0) {
      over.histogramTimes = samples.timestamps;
      over.histograms = samples.withHistograms();
    }
  }

  /** Moves to the window (start, end], in ms. */
  void move(long start, long end) {
    long[] times = window.histogramTimes;
    @Nullable FloatHistogram[] histograms = window.histograms;
    int hi = window.histogramHi;
    int lo = window.histogramLo;
    while (hi < size && times[hi] <= end) {
      int weight = weight(histograms[hi]);
      weightInside += weight;
      covered += times[hi] > start ? weight : 0;
      hi++;
    }
    while (lo < hi && times[lo] <= start) {
      weightInside -= weight(histograms[lo]);
      lo++;
    }
    window.histogramLo = lo;
    window.histogramHi = hi;
    seen += weightInside;
  }

  private static int weight(@Nullable FloatHistogram histogram) {
    return histogram == null ? 0 : HistogramWeight.of(histogram);
  }

  /** What the histograms in all windows so far weigh in floats, each as often as it was in one. */
  long seen() {
    return seen;
  }

  /** What the histograms weigh that were in any window so far. */
  long covered() {
    return covered;
  }
}
