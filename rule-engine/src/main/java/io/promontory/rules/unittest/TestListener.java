package io.promontory.rules.unittest;

import java.time.Duration;
import java.util.List;

/** Told how tests go. */
public interface TestListener {
  /** Tells nobody. */
  TestListener NONE = new TestListener() {};

  /** Whether {@link #data} is of use. */
  default boolean wantsData() {
    return false;
  }

  default void started(String test) {}

  /**
   * All that a test had in the end, its input and what its rules recorded.
   *
   * @param until when that was, after the start of the test
   * @param series each as its labels, and its samples line by line
   */
  default void data(Duration until, List<String> series) {}

  default void finished(String test) {}
}
