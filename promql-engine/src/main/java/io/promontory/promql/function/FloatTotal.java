package io.promontory.promql.function;

import io.promontory.promql.math.KahanSum;
import io.promontory.promql.math.SlidingSum;
import io.promontory.series.chunk.WindowColumns;

/**
 * The sum or mean of the floats of a window that slides over one series, to the bits of a
 * compensated sum from the first sample of the window to the last.
 *
 * <p>Windows that overlap much share their work: as long as it is certain that the order of
 * addition does not matter, only the samples that enter and leave are looked at. Where it is not,
 * windows are summed anew until the samples that stand in the way are likely to have left.
 */
final class FloatTotal {
  /** Windows of fewer samples are quicker to sum anew. */
  private static final int SHORT = 24;

  /** A window slides well if it gains at most one in so many of its samples. */
  private static final int OVERLAP = 4;

  private final boolean mean;
  private final SlidingSum sum = new SlidingSum();
  private int lo;
  private int hi;
  private int seen;

  /** Windows that begin before this index are summed anew. */
  private int slideFrom;

  FloatTotal(boolean mean) {
    this.mean = mean;
  }

  /** A new series follows. */
  void begin() {
    restart(0);
    seen = 0;
    slideFrom = 0;
  }

  private void restart(int at) {
    sum.clear();
    lo = at;
    hi = at;
  }

  /** Of the floats inside, of which there is one at least. */
  double of(Window w) {
    WindowColumns windows = w.windows;
    if (mean && windows != null) {
      return WeightedMean.of(w.values, windows, w.lo, w.hi);
    }
    int n = w.hi - w.lo;
    int gained = w.hi - Math.max(seen, w.lo);
    seen = w.hi;
    if (n >= SHORT && gained * OVERLAP <= n && w.lo >= slideFrom) {
      slide(w);
      if (mean ? sum.addsExactly(n) : sum.compensatesExactly(n)) {
        return mean ? sum.value() / n + 0.0 : sum.value();
      }
      slideFrom = w.hi;
      restart(w.hi);
    }
    return mean ? KahanSum.mean(w.values, w.lo, w.hi) : KahanSum.sum(w.values, w.lo, w.hi);
  }

  private void slide(Window w) {
    double[] values = w.values;
    if (w.lo >= hi) {
      restart(w.lo);
    }
    for (int i = lo; i < w.lo; i++) {
      sum.remove(values[i]);
    }
    for (int i = hi; i < w.hi; i++) {
      sum.add(values[i]);
    }
    lo = w.lo;
    hi = w.hi;
  }
}
