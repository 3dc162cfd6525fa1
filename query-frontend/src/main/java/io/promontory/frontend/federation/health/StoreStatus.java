package io.promontory.frontend.federation.health;

import io.promontory.series.store.StoreInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store and how it is.
 *
 * @param type its {@code type} in the configuration
 * @param info what it says of itself
 * @param evaluator what evaluates there in place of us; empty where nothing does, as far as is
 *     known
 * @param seen how it was when it was last asked
 */
public record StoreStatus(
    String type,
    List<String> addresses,
    boolean required,
    Duration timeout,
    StoreInfo info,
    String evaluator,
    Seen seen) {
  /**
   * How a store was when it was last asked, by a query or by the prober.
   *
   * @param at null where it was never asked
   * @param error what was missing from its last answer; null where nothing was
   * @param latency of its last answer; null where there was none
   * @param inFlight calls under way
   */
  public record Seen(
      @Nullable Instant at, @Nullable String error, @Nullable Duration latency, int inFlight) {
    /** In a word: {@code up}, {@code down} or {@code unknown}. */
    public String health() {
      return at == null ? "unknown" : error == null ? "up" : "down";
    }
  }
}
