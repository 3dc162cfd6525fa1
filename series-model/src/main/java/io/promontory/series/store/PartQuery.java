package io.promontory.series.store;

/**
 * An expression to be evaluated elsewhere, at {@code startMs}, {@code startMs + stepMs}, ... up to
 * {@code endMs}.
 *
 * @param expression PromQL of an instant vector
 * @param startMs ms since the epoch
 * @param endMs ms, inclusive; equal to {@code startMs} for a single step
 * @param stepMs positive
 * @param lookbackMs how old a sample of an instant selector may be, ms
 * @param aheadMs how long after a step samples are looked at for it, ms; 0 for none, {@link
 *     #ANYWHERE} where that has nothing to do with the step
 */
public record PartQuery(
    String expression, long startMs, long endMs, long stepMs, long lookbackMs, long aheadMs) {
  /** An {@code aheadMs} that is not known, or not the same for all steps. */
  public static final long ANYWHERE = Long.MAX_VALUE;

  /** Of an expression that may look at any time. */
  public PartQuery(String expression, long startMs, long endMs, long stepMs, long lookbackMs) {
    this(expression, startMs, endMs, stepMs, lookbackMs, ANYWHERE);
  }

  /** How many steps there are. */
  public long steps() {
    return (endMs - startMs) / stepMs + 1;
  }

  /** The same expression at other steps of the same distance. */
  public PartQuery at(long otherStartMs, long otherEndMs) {
    return new PartQuery(expression, otherStartMs, otherEndMs, stepMs, lookbackMs, aheadMs);
  }
}
