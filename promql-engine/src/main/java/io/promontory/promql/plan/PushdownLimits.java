package io.promontory.promql.plan;

/** Which steps servers evaluate at. */
final class PushdownLimits {
  /** What a server is asked for ends before the year 10000, ms. */
  private static final long LATEST = 253_402_300_799_999L;

  /** Ten times what servers give at once; what has more is made to be limited here. */
  private static final long MOST_STEPS = 110_000;

  private PushdownLimits() {}

  /** Why an expression with these steps is not for a server; empty where it may be. */
  static String objection(StepGrid grid) {
    if (grid.startMs() < 0 || grid.lastMs() > LATEST) {
      return "its times are beyond those that servers read";
    }
    return grid.count() > MOST_STEPS ? "it has more steps than servers are asked for" : "";
  }
}
