package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Lets those that began together drift apart. */
final class Jitter {
  private Jitter() {}

  /** The duration, or up to a tenth more or less. */
  static Duration around(Duration duration) {
    return Duration.ofNanos(
        (long) (duration.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
  }
}
