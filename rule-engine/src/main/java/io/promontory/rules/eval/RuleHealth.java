package io.promontory.rules.eval;

import java.time.Duration;
import java.time.Instant;

/**
 * How the last evaluation of a rule went.
 *
 * @param text {@code ok}, {@code err} or {@code unknown}
 * @param lastError empty where it went well
 * @param at when it began; in year 1 where there was none
 */
public record RuleHealth(String text, String lastError, Duration duration, Instant at) {
  /** Year 1, as the API shows what never was. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  /** Not evaluated yet. */
  public static final RuleHealth UNKNOWN = new RuleHealth("unknown", "", Duration.ZERO, NEVER);

  static RuleHealth good(Duration duration, Instant at) {
    return new RuleHealth("ok", "", duration, at);
  }

  static RuleHealth bad(String error, Duration duration, Instant at) {
    return new RuleHealth("err", error, duration, at);
  }

  public boolean isBad() {
    return text.equals("err");
  }
}
