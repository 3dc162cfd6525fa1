package io.promontory.frontend.federation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one answer. Where one of them fails the whole answer, the reader hears of it at
 * once, also while it waits for another, which may be a slow one.
 */
final class Siblings {
  private final List<PumpedSet> sets = new ArrayList<>();
  private @Nullable RuntimeException failure;

  synchronized void add(PumpedSet set) {
    sets.add(set);
    if (failure != null) {
      set.wake(failure);
    }
  }

  /** Whether another one waits for its reader. */
  synchronized boolean isHeldUp(PumpedSet waiting) {
    return sets.stream().anyMatch(set -> set != waiting && set.isHeldUp());
  }

  synchronized void failed(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
      sets.forEach(set -> set.wake(cause));
    }
  }
}
