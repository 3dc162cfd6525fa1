package io.promontory.promql.function;

import java.util.Arrays;

/**
 * Level and trend along a window that slides over one series.
 *
 * <p>What a level owes to the samples before it fades away, so that the paths of two windows, which
 * begin apart, soon come together: once two levels in a row and the trend are the same to the bit,
 * all that follow are, and the path of the window before is taken as it is.
 */
final class SmoothedPath {
  private double[] levels = new double[64];
  private double[] trends = new double[64];
  private double smoothing;
  private double trending;

  /** The path is known from behind this index, */
  private int from;

  /** up to before this one. */
  private int to;

  /** A new series follows. */
  void begin() {
    from = 0;
    to = 0;
  }

  /**
   * The level at the last sample of a window of two samples or more.
   *
   * @param newSmoothing how much of a level is from its own sample, between 0 and 1
   * @param newTrending how much of a trend is from the last change of level, between 0 and 1
   */
  double lastLevel(Window w, double newSmoothing, double newTrending) {
    if (w.hi > levels.length) {
      int length = Math.max(w.hi, 2 * levels.length);
      levels = Arrays.copyOf(levels, length);
      trends = Arrays.copyOf(trends, length);
    }
    if (newSmoothing != smoothing || newTrending != trending || to <= w.lo + 2) {
      smoothing = newSmoothing;
      trending = newTrending;
      restart(w);
    } else if (w.lo > from) {
      rejoin(w);
    }
    int known = to;
    from = w.lo;
    to = w.hi;
    return walk(w.values, known, w.hi);
  }

  private void restart(Window w) {
    double[] v = w.values;
    int second = w.lo + 1;
    levels[w.lo] = v[w.lo];
    trends[second] = v[second] - v[w.lo];
    levels[second] = next(v[second], v[w.lo], trends[second]);
    to = second + 1;
  }

  /** Walks from the start of a later window until it is on the known path, or at its end. */
  private void rejoin(Window w) {
    double[] v = w.values;
    double before = v[w.lo];
    boolean same = isSame(before, levels[w.lo]);
    levels[w.lo] = before;
    double trend = v[w.lo + 1] - before;
    double level = next(v[w.lo + 1], before, trend);
    int i = w.lo + 1;
    while (true) {
      boolean sameLevel = isSame(level, levels[i]);
      if (same && sameLevel && isSame(trend, trends[i])) {
        return;
      }
      same = sameLevel;
      levels[i] = level;
      trends[i] = trend;
      if (++i == to) {
        return;
      }
      trend = trending * (level - before) + (1 - trending) * trend;
      before = level;
      level = next(v[i], level, trend);
    }
  }

  /** Walks on from where the path is known. */
  private double walk(double[] v, int start, int end) {
    double before = levels[start - 2];
    double level = levels[start - 1];
    double trend = trends[start - 1];
    for (int i = start; i < end; i++) {
      trend = trending * (level - before) + (1 - trending) * trend;
      before = level;
      level = next(v[i], level, trend);
      levels[i] = level;
      trends[i] = trend;
    }
    return level;
  }

  private double next(double value, double level, double trend) {
    return smoothing * value + (1 - smoothing) * (level + trend);
  }

  private static boolean isSame(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }
}
