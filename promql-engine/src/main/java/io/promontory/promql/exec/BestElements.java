package io.promontory.promql.exec;

import io.promontory.promql.exec.RankOperator.Order;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;

/** Of one element a step, which needs no heap. */
final class BestElements implements RankedElements {
  private static final int[] NONE = {};
  private static final int[] ONE = {0};

  private final boolean first;
  private final boolean largest;
  private final double[] values;

  /** One more than the number of the series; 0 where there is none. */
  private final int[] ids;

  private long newlyHeld;

  BestElements(Order order, int steps) {
    first = order == Order.FIRST;
    largest = order == Order.LARGEST;
    values = new double[steps];
    ids = new int[steps];
    newlyHeld = (3L * steps + 3) / 4;
  }

  @Override
  public boolean offer(StepColumn column, int id, double[] limits) {
    boolean any = false;
    long more = 0;
    for (int step = 0; step < ids.length; step++) {
      if (column.present[step] && limits[step] >= 1) {
        FloatHistogram histogram = column.histogram(step);
        double value = histogram == null ? column.values[step] : 0;
        if (ids[step] == 0 || (!first && isBetter(value, values[step]))) {
          values[step] = value;
          ids[step] = id + 1;
          any = true;
          more += histogram == null ? 0 : HistogramWeight.of(histogram) - 1;
        }
      }
    }
    newlyHeld += more;
    return any;
  }

  /** NaN is worse than any number; an element only makes room for a better one. */
  private boolean isBetter(double value, double than) {
    return (largest ? value > than : value < than) || (Double.isNaN(than) && !Double.isNaN(value));
  }

  @Override
  public long newlyHeld() {
    long held = newlyHeld;
    newlyHeld = 0;
    return held;
  }

  @Override
  public int size(int step) {
    return ids[step] == 0 ? 0 : 1;
  }

  @Override
  public int id(int step, int at) {
    return ids[step] - 1;
  }

  @Override
  public double value(int step, int at) {
    return values[step];
  }

  @Override
  public int[] order(int step) {
    return ids[step] == 0 ? NONE : ONE;
  }
}
