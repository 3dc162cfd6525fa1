package io.promontory.rules.group;

import java.time.Duration;

/** Runs things later. */
public interface Timer {
  /** Undoes what was planned; what runs already runs on. */
  @FunctionalInterface
  interface Planned {
    void cancel();
  }

  /** Runs something once after a delay, on a thread that it may block. */
  Planned after(Duration delay, Runnable task);
}
