package io.promontory.promql.plan;

import io.promontory.series.chunk.Reduction;
import io.promontory.series.store.SelectHints;

/** Tells which reads would be given the same of downsampled data. */
final class Reductions {
  private Reductions() {}

  /** False where stores may send for one of them what the function of the other cannot use. */
  static boolean alike(SelectHints a, SelectHints b) {
    return a.maxResolutionMs() == b.maxResolutionMs()
        && (a.maxResolutionMs() == 0 || Reduction.of(a.func()) == Reduction.of(b.func()));
  }
}
