package io.promontory.series.histogram;

/**
 * What a caller should know about an addition or subtraction of histograms, as bits of an int; 0 is
 * an ordinary one.
 */
public final class AddOutcome {
  /** The custom bounds differ: only the common ones are left. */
  public static final int BOUNDS_RECONCILED = 1;

  /**
   * One side was marked as a counter reset, the other one as none; the result's hint is unknown.
   */
  public static final int CONFLICTING_RESETS = 2;

  /** One side has custom bounds, the other one an exponential schema: nothing was added. */
  public static final int MIXED_SCHEMAS = 4;

  private AddOutcome() {}

  public static boolean isBoundsReconciled(int outcome) {
    return (outcome & BOUNDS_RECONCILED) != 0;
  }

  public static boolean isConflictingResets(int outcome) {
    return (outcome & CONFLICTING_RESETS) != 0;
  }

  public static boolean isMixedSchemas(int outcome) {
    return (outcome & MIXED_SCHEMAS) != 0;
  }
}
