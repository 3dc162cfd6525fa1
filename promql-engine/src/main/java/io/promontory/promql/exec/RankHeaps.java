package io.promontory.promql.exec;

import io.promontory.promql.exec.RankOperator.Order;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Of several elements a step: a heap for each step that has one. */
final class RankHeaps implements RankedElements {
  /** A heap with room for its first elements, in floats. */
  private static final int WEIGHT = 7;

  private static final int[] NONE = {};

  private final Order order;
  private final @Nullable RankHeap[] heaps;
  private long newlyHeld;

  RankHeaps(Order order, int steps) {
    this.order = order;
    heaps = new RankHeap[steps];
    newlyHeld = (steps + 3L) / 4;
  }

  @Override
  public boolean offer(StepColumn column, int id, double[] limits) {
    boolean any = false;
    long more = 0;
    for (int step = 0; step < heaps.length; step++) {
      long limit = (long) limits[step];
      if (column.present[step] && limit >= 1) {
        RankHeap heap = heaps[step];
        if (heap == null) {
          heap = new RankHeap(order != Order.SMALLEST);
          heaps[step] = heap;
          more += WEIGHT;
        }
        int size = heap.size();
        if (order != Order.FIRST || size < limit) {
          FloatHistogram histogram = column.histogram(step);
          any |= heap.offer(histogram == null ? column.values[step] : 0, id, limit);
          more += size >= RankHeap.ROOM ? heap.size() - size : 0;
          more += histogram == null ? 0 : HistogramWeight.of(histogram) - 1;
        }
      }
    }
    newlyHeld += more;
    return any;
  }

  @Override
  public long newlyHeld() {
    long held = newlyHeld;
    newlyHeld = 0;
    return held;
  }

  @Override
  public int size(int step) {
    RankHeap heap = heaps[step];
    return heap == null ? 0 : heap.size();
  }

  @Override
  public int id(int step, int at) {
    return heap(step).id(at);
  }

  @Override
  public double value(int step, int at) {
    return heap(step).value(at);
  }

  private RankHeap heap(int step) {
    RankHeap heap = heaps[step];
    if (heap == null) {
      throw new IllegalStateException("no element at step " + step);
    }
    return heap;
  }

  @Override
  public int[] order(int step) {
    RankHeap heap = heaps[step];
    if (heap == null) {
      return NONE;
    }
    return order == Order.FIRST ? heap.inHeapOrder() : heap.ranking();
  }
}
