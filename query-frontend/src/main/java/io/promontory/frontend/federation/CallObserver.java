package io.promontory.frontend.federation;

import io.promontory.series.store.StoreOutcome;

/** Told of the calls to stores, from any thread. */
@FunctionalInterface
public interface CallObserver {
  CallObserver NONE = (call, outcome, nanos) -> {};

  /**
   * Called once a call for each store that it has an outcome of.
   *
   * @param call {@code select}, {@code label_names}, {@code label_values}, {@code metadata}, {@code
   *     evaluate}, {@code exemplars}, {@code targets} or {@code rules}
   */
  void ended(String call, StoreOutcome outcome, long nanos);

  /**
   * Called before a call is made.
   *
   * @param member name of the store
   * @return to be run once the call is over, however it ended
   */
  default Runnable began(String member) {
    return () -> {};
  }

  /** Tells both. */
  default CallObserver and(CallObserver other) {
    return new CallObserver() {
      @Override
      public void ended(String call, StoreOutcome outcome, long nanos) {
        CallObserver.this.ended(call, outcome, nanos);
        other.ended(call, outcome, nanos);
      }

      @Override
      public Runnable began(String member) {
        Runnable first = CallObserver.this.began(member);
        Runnable second = other.began(member);
        return () -> {
          first.run();
          second.run();
        };
      }
    };
  }
}
