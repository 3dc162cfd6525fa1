package io.promontory.promql.function;

import io.promontory.series.labels.Labels;

/**
 * Computes a range function over the windows of one series at a time. Used by one thread.
 *
 * <p>Between two calls of {@link #begin} the columns of the window stay the same and {@link
 * Window#lo}, {@link Window#hi} and their like never decrease, so a kernel may keep state that
 * slides. Windows may overlap, touch, or leave gaps. Annotations go to the collector of the call
 * site. {@link #apply} must not allocate, apart from an annotation once per series.
 */
public interface RangeKernel {
  /**
   * A new series follows; forget what was kept. The labels are those of the input, metric name
   * included.
   */
  void begin(Labels labels);

  /**
   * Computes one window. There may be no float in it ({@code lo == hi}), no histogram, or neither.
   *
   * @return false where the function has no result, else true with the result in {@link
   *     Window#result}, or in {@link Window#histogramResult} where it is a histogram
   */
  boolean apply(Window window);

  /**
   * Computes windows that follow the one that {@link #apply} computed last and are like it: each
   * has as many floats and no histogram, moved on by as many samples, with the same times relative
   * to its edges.
   *
   * @param window still the one before; not changed
   * @param advance samples from one window to the next
   * @param count how many windows
   * @param results gets a float for each
   * @param at index of the first result
   * @return false where there is no short cut: then nothing has happened, and each is to be
   *     computed by itself
   */
  default boolean applyAlike(Window window, int advance, int count, double[] results, int at) {
    return false;
  }
}
