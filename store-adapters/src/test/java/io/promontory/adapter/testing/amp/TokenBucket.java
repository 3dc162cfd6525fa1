package io.promontory.adapter.testing.amp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many calls a second pass, with bursts of a second's worth. */
final class TokenBucket {
  private final InstantSource clock;
  private final int perSecond;
  private double tokens;
  private Instant last;

  TokenBucket(int perSecond, InstantSource clock) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.last = clock.instant();
  }

  synchronized boolean take() {
    Instant now = clock.instant();
    double elapsed = Math.max(0, Duration.between(last, now).toNanos() / 1e9);
    tokens = Math.min(perSecond, tokens + elapsed * perSecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
