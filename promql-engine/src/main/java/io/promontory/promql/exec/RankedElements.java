package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;

/** The elements of one group that are kept at each step, by the numbers of their series. */
sealed interface RankedElements permits RankHeaps, BestElements {
  /**
   * Offers the elements of a series.
   *
   * @param limits how many to keep at each step
   * @return true where one is kept
   */
  boolean offer(StepColumn column, int id, double[] limits);

  /** How many floats the memory is worth that was taken since this was asked last. */
  long newlyHeld();

  /** How many elements are kept. */
  int size(int step);

  int id(int step, int at);

  /** The value; means nothing where the element is a histogram. */
  double value(int step, int at);

  /** The elements from best to worst, or as they lie where any are as good. */
  int[] order(int step);
}
