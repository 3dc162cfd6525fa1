package io.promontory.frontend.federation;

import io.promontory.series.store.StoreOutcome;

/** Told how each call to a store ended. */
@FunctionalInterface
public interface CallObserver {
  CallObserver NONE = (call, outcome, nanos) -> {};

  /**
   * Called once a call, from any thread.
   *
   * @param call {@code select}, {@code label_names}, {@code label_values} or {@code metadata}
   */
  void ended(String call, StoreOutcome outcome, long nanos);
}
