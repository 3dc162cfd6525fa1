package io.promontory.rules.lease;

import java.time.Duration;

/**
 * What a lease is held on.
 *
 * @param key of its object
 * @param holder tells this process from all others, those before it too
 * @param duration after which a lease that is not renewed is taken over
 */
public record LeaseTerms(String key, String holder, Duration duration) {
  /** How often it is renewed, or looked at: four times in its duration. */
  Duration pause() {
    return duration.dividedBy(4);
  }

  /** How long a holder relies on it: clocks may run apart by a tenth. */
  Duration reliable() {
    return duration.multipliedBy(9).dividedBy(10);
  }
}
