package io.promontory.promql.engine;

import org.jspecify.annotations.Nullable;

/**
 * What to evaluate.
 *
 * @param text the expression
 * @param startMs first evaluation time, ms since the epoch
 * @param endMs last evaluation time, ms, inclusive; equal to {@code startMs} for an instant query
 * @param stepMs 0 for an instant query, else positive
 * @param lookbackMs look-back of instant selectors; 0 for the engine's default
 * @param maxResolutionMs ms between samples that are good enough where a store has the same data
 *     raw and downsampled; 0 for raw ones
 * @param parsed the same expression where it is asked for again and again, else null
 */
public record Query(
    String text,
    long startMs,
    long endMs,
    long stepMs,
    long lookbackMs,
    long maxResolutionMs,
    @Nullable ParsedText parsed) {
  public Query(
      String text, long startMs, long endMs, long stepMs, long lookbackMs, long maxResolutionMs) {
    this(text, startMs, endMs, stepMs, lookbackMs, maxResolutionMs, null);
  }

  /** Of raw data wherever there is any. */
  public Query(String text, long startMs, long endMs, long stepMs, long lookbackMs) {
    this(text, startMs, endMs, stepMs, lookbackMs, 0);
  }

  public static Query instant(String text, long timeMs) {
    return new Query(text, timeMs, timeMs, 0, 0);
  }

  public static Query range(String text, long startMs, long endMs, long stepMs) {
    return new Query(text, startMs, endMs, stepMs, 0);
  }

  /** The same query for a text that need not be parsed each time. */
  public Query withParsed(ParsedText same) {
    return new Query(same.text(), startMs, endMs, stepMs, lookbackMs, maxResolutionMs, same);
  }

  public boolean isInstant() {
    return stepMs == 0;
  }
}
