package io.promontory.adapter.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * A token that a server gave out.
 *
 * @param freshUntil after which another one is fetched
 * @param goodUntil after which servers refuse it
 */
record AccessToken(Secret text, Instant freshUntil, Instant goodUntil) {
  private static final Duration MOST_MARGIN = Duration.ofMinutes(1);

  /**
   * A token of now.
   *
   * @param lifetime zero where its server does not say; it is kept until a server refuses it
   */
  static AccessToken of(String text, Instant now, Duration lifetime) {
    if (lifetime.isZero()) {
      return new AccessToken(Secret.of(text), Instant.MAX, Instant.MAX);
    }
    Duration tenth = lifetime.dividedBy(10);
    Duration margin = tenth.compareTo(MOST_MARGIN) < 0 ? tenth : MOST_MARGIN;
    Instant end = now.plus(lifetime);
    return new AccessToken(Secret.of(text), end.minus(margin), end);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  boolean isGood(Instant now) {
    return now.isBefore(goodUntil);
  }
}
