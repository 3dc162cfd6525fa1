package io.promontory.promql.function;

/** The functions of counters that heed start times. */
final class StartTimeKernels {
  private StartTimeKernels() {}

  /** The kernel of a function, one that heeds start times where that is on. */
  static RangeKernel kernel(RangeFunction function, CallSite site) {
    RangeKernel without = function.kernel(site);
    if (!site.flags().useStartTimestamps()) {
      return without;
    }
    return switch (site.functionName()) {
      case "rate", "increase" ->
          new StartTimeRate(site, without, site.functionName().equals("rate"));
      case "irate" -> new StartTimeInstantRate(without);
      case "resets" -> new StartTimeCount(without);
      default -> without;
    };
  }
}
