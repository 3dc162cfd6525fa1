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
 * @param servers the servers it is made of, where these are several
 */
public record StoreStatus(
    String type,
    List<String> addresses,
    boolean required,
    Duration timeout,
    StoreInfo info,
    String evaluator,
    Seen seen,
    List<Server> servers) {
  /**
   * One of several servers of a store.
   *
   * @param seen how it was when it was last probed
   */
  public record Server(String name, Seen seen) {}

  /**
   * An answer, or several in a row, from which the same was missing.
   *
   * @param from when first
   * @param to when last
   * @param error what was missing
   * @param times at least 1
   */
  public record Failure(Instant from, Instant to, String error, int times) {}

  /**
   * How a store was when it was last asked, by a query or by the prober.
   *
   * @param at null where it was never asked
   * @param error what was missing from its last answer; null where nothing was
   * @param latency of its last answer; null where there was none
   * @param p50 what half of its latest 256 answers did not exceed
   * @param p99 what 99 of 100 of these did not exceed
   * @param failures the latest 20, the newest first
   * @param inFlight calls under way
   */
  public record Seen(
      @Nullable Instant at,
      @Nullable String error,
      @Nullable Duration latency,
      @Nullable Duration p50,
      @Nullable Duration p99,
      List<Failure> failures,
      int inFlight) {
    /** In a word: {@code up}, {@code down} or {@code unknown}. */
    public String health() {
      return at == null ? "unknown" : error == null ? "up" : "down";
    }
  }
}
