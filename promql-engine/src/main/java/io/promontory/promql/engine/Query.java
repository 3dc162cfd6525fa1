package io.promontory.promql.engine;

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
 */
public record Query(
    String text, long startMs, long endMs, long stepMs, long lookbackMs, long maxResolutionMs) {
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

  public boolean isInstant() {
    return stepMs == 0;
  }
}
