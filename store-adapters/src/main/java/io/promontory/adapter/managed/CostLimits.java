package io.promontory.adapter.managed;

/**
 * How many samples an endpoint may look at on our behalf, which is what it bills; 0 for no limit.
 *
 * @param maxSamplesPerQuery of all requests for one query
 * @param maxSamplesPerHour of all queries in the last 60 minutes, before a restart too
 * @param warnSamplesPerRequest from when on the endpoint adds a warning to an answer
 * @param unboundedSelectors whether selectors are sent that nothing narrows, such as {@code
 *     {job!=""}}
 */
public record CostLimits(
    long maxSamplesPerQuery,
    long maxSamplesPerHour,
    long warnSamplesPerRequest,
    boolean unboundedSelectors) {
  public static final CostLimits DEFAULT = new CostLimits(1_000_000_000, 20_000_000_000L, 0, false);

  public CostLimits {
    if (maxSamplesPerQuery < 0 || maxSamplesPerHour < 0 || warnSamplesPerRequest < 0) {
      throw new IllegalArgumentException("limits of samples must not be negative");
    }
  }
}
