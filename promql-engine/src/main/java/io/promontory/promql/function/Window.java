package io.promontory.promql.function;

import io.promontory.series.chunk.Breaks;
import io.promontory.series.chunk.WindowColumns;
import io.promontory.series.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One window of one series, reused from step to step. Floats and histograms lie in columns of their
 * own, each in time order; most series have only one kind. Stale markers are not among the samples.
 */
public final class Window {
  private static final long[] NO_TIMES = {};
  private static final double[] NO_VALUES = {};
  private static final FloatHistogram[] NO_HISTOGRAMS = {};

  /** Times of the series' floats, ms since the epoch, strictly ascending. */
  public long[] timestamps = NO_TIMES;

  /** Floats, parallel to {@link #timestamps}. */
  public double[] values = NO_VALUES;

  /**
   * Start times of the floats in ms, 0 where unknown, parallel to them; null where none is known.
   */
  public long @Nullable [] startTimes;

  /** Which floats stand for windows of samples; null where none does. */
  public @Nullable WindowColumns windows;

  /** Floats that count nothing since the one before; null where there is none. */
  public @Nullable Breaks breaks;

  /** Index of the first float inside. */
  public int lo;

  /** Index behind the last float inside. */
  public int hi;

  /** Times of the series' histograms, ms since the epoch, strictly ascending. */
  public long[] histogramTimes = NO_TIMES;

  /** Histograms, parallel to {@link #histogramTimes}. */
  public @Nullable FloatHistogram[] histograms = NO_HISTOGRAMS;

  /** As {@link #startTimes}, of the histograms. */
  public long @Nullable [] histogramStartTimes;

  /** As {@link #windows}, of the histograms. */
  public @Nullable WindowColumns histogramWindows;

  /** As {@link #breaks}, of the histograms. */
  public @Nullable Breaks histogramBreaks;

  /** Index of the first histogram inside. */
  public int histogramLo;

  /** Index behind the last histogram inside. */
  public int histogramHi;

  /** Left edge in ms, itself outside the window, after {@code offset} and {@code @}. */
  public long startMs;

  /** Right edge in ms, itself inside the window, after {@code offset} and {@code @}. */
  public long endMs;

  /** The evaluation time of the step in ms, which {@code offset} and {@code @} do not move. */
  public long evalMs;

  /** The scalar arguments at this step, in the order of the call, the range vector left out. */
  public double[] scalars = NO_VALUES;

  /** Set by the kernel where the result is a float. */
  public double result;

  /** Set by the kernel where the result is a histogram; null before every call. */
  public @Nullable FloatHistogram histogramResult;

  public boolean hasFloats() {
    return lo < hi;
  }

  public boolean hasHistograms() {
    return histogramLo < histogramHi;
  }

  /** Samples of both kinds. */
  public int size() {
    return hi - lo + histogramHi - histogramLo;
  }

  /** Samples of both kinds, as many of each window as it had. */
  public double count() {
    return count(windows, lo, hi) + count(histogramWindows, histogramLo, histogramHi);
  }

  private static double count(@Nullable WindowColumns windows, int from, int to) {
    if (windows == null) {
      return to - from;
    }
    double count = 0;
    for (int i = from; i < to; i++) {
      count += windows.count(i);
    }
    return count;
  }

  /** Whether a counter counts nothing from the float before an index to the one there. */
  public boolean isBreak(int index) {
    return breaks != null && breaks.contains(index);
  }

  /** As {@link #isBreak}, of histograms. */
  public boolean isHistogramBreak(int index) {
    return histogramBreaks != null && histogramBreaks.contains(index);
  }

  /** A histogram of the series, by its index in {@link #histograms}. */
  public FloatHistogram histogram(int index) {
    FloatHistogram histogram = histograms[index];
    if (histogram == null) {
      throw new IllegalStateException("no histogram at " + index);
    }
    return histogram;
  }
}
