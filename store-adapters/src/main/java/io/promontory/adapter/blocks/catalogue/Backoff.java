package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;

/** Waits that double. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 20;

  private Backoff() {}

  /**
   * @param times failures in a row so far, from 1
   */
  static Duration delay(int times, Duration first, Duration longest) {
    Duration delay = first.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
