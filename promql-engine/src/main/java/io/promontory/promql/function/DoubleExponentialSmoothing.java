package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import java.util.Locale;

/**
 * {@code double_exponential_smoothing} (Holt's linear method): a level that follows the samples by
 * the smoothing factor, and a trend that follows the level by the trend factor.
 *
 * <p>Each window starts from its own first sample, so nothing slides, and each step of the
 * recurrence waits for the one before. What a processor has left meanwhile goes to the windows that
 * follow: {@value #WIDTH} of them are computed side by side on the guess that they move on as the
 * last one did, and an answer is used where the guess was right.
 */
enum DoubleExponentialSmoothing implements RangeFunction {
  INSTANCE;

  private static final int WIDTH = 4;

  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel();
  }

  private static final class Kernel implements RangeKernel {
    /** The windows that were guessed, and their levels. */
    private final int[] guessedLo = new int[WIDTH];

    private final int[] guessedHi = new int[WIDTH];
    private final double[] levels = new double[WIDTH];
    private int guesses;

    private double smoothing;
    private double trending;
    private int lastLo;
    private int lastHi;

    @Override
    public void begin(Labels labels) {
      guesses = 0;
      lastLo = 0;
      lastHi = 0;
    }

    @Override
    public boolean apply(Window w) {
      double sf = checkFactor("smoothing", "sf", w.scalars[0]);
      double tf = checkFactor("trend", "tf", w.scalars[1]);
      if (w.hi - w.lo < 2) {
        return false;
      }
      if (sf != smoothing || tf != trending) {
        guesses = 0;
        smoothing = sf;
        trending = tf;
      }
      int known = find(w.lo, w.hi);
      if (known < 0) {
        guess(w);
        known = 0;
      }
      lastLo = w.lo;
      lastHi = w.hi;
      w.result = levels[known];
      return true;
    }

    private int find(int lo, int hi) {
      for (int i = 0; i < guesses; i++) {
        if (guessedLo[i] == lo && guessedHi[i] == hi) {
          return i;
        }
      }
      return -1;
    }

    /** Computes this window, and with it those that are likely to come next. */
    private void guess(Window w) {
      int forwardLo = w.lo - lastLo;
      int forwardHi = w.hi - lastHi;
      boolean sliding = lastHi > w.lo && w.hi + (WIDTH - 1) * forwardHi <= w.available;
      guesses = sliding ? WIDTH : 1;
      int shortest = w.hi - w.lo;
      for (int i = 0; i < guesses; i++) {
        guessedLo[i] = w.lo + i * forwardLo;
        guessedHi[i] = w.hi + i * forwardHi;
        shortest = Math.min(shortest, guessedHi[i] - guessedLo[i]);
      }
      if (sliding && shortest >= 2) {
        smoothFour(w.values, shortest);
      } else {
        guesses = 1;
        double first = w.values[w.lo];
        smooth(w.values, 0, 1, first, first, w.values[w.lo + 1] - first);
      }
    }

    /**
     * Goes on with a window.
     *
     * @param from how many of its samples have been smoothed
     */
    private void smooth(
        double[] values, int window, int from, double levelBefore, double level, double trend) {
      double sf = smoothing;
      double tf = trending;
      for (int i = guessedLo[window] + from; i < guessedHi[window]; i++) {
        if (i > guessedLo[window] + 1) {
          trend = tf * (level - levelBefore) + (1 - tf) * trend;
        }
        double next = sf * values[i] + (1 - sf) * (level + trend);
        levelBefore = level;
        level = next;
      }
      levels[window] = level;
    }

    /** Four windows as far as all of them go, then each to its end. */
    private void smoothFour(double[] values, int length) {
      double sf = smoothing;
      double tf = trending;
      double sfRest = 1 - sf;
      double tfRest = 1 - tf;
      int a = guessedLo[0];
      int b = guessedLo[1];
      int c = guessedLo[2];
      int d = guessedLo[3];
      double a0 = values[a];
      double b0 = values[b];
      double c0 = values[c];
      double d0 = values[d];
      double aTrend = values[a + 1] - a0;
      double bTrend = values[b + 1] - b0;
      double cTrend = values[c + 1] - c0;
      double dTrend = values[d + 1] - d0;
      double a1 = sf * values[a + 1] + sfRest * (a0 + aTrend);
      double b1 = sf * values[b + 1] + sfRest * (b0 + bTrend);
      double c1 = sf * values[c + 1] + sfRest * (c0 + cTrend);
      double d1 = sf * values[d + 1] + sfRest * (d0 + dTrend);
      for (int i = 2; i < length; i++) {
        aTrend = tf * (a1 - a0) + tfRest * aTrend;
        bTrend = tf * (b1 - b0) + tfRest * bTrend;
        cTrend = tf * (c1 - c0) + tfRest * cTrend;
        dTrend = tf * (d1 - d0) + tfRest * dTrend;
        a0 = a1;
        b0 = b1;
        c0 = c1;
        d0 = d1;
        a1 = sf * values[a + i] + sfRest * (a1 + aTrend);
        b1 = sf * values[b + i] + sfRest * (b1 + bTrend);
        c1 = sf * values[c + i] + sfRest * (c1 + cTrend);
        d1 = sf * values[d + i] + sfRest * (d1 + dTrend);
      }
      smooth(values, 0, length, a0, a1, aTrend);
      smooth(values, 1, length, b0, b1, bTrend);
      smooth(values, 2, length, c0, c1, cTrend);
      smooth(values, 3, length, d0, d1, dTrend);
    }
  }

  /**
   * A factor strictly between 0 and 1; NaN passes.
   *
   * @throws QueryException otherwise, in Prometheus' words
   */
  private static double checkFactor(String name, String symbol, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "invalid "
              + name
              + " factor. Expected: 0 < "
              + symbol
              + " < 1, got: "
              + String.format(Locale.ROOT, "%f", factor));
    }
    return factor;
  }
}
