package io.promontory.rules.backtest;

/** Told how far a back-test is. */
@FunctionalInterface
public interface BacktestProgress {
  /** Tells nobody. */
  BacktestProgress NONE = (done, total) -> {};

  /**
   * So many evaluations of groups are done.
   *
   * @param total of the whole test, the time before the first in question included
   */
  void evaluated(long done, long total);
}
