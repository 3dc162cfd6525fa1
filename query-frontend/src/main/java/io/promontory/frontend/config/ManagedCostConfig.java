package io.promontory.frontend.config;

/** What a managed endpoint may bill. */
@Section
@Doc(
    "What the endpoint may bill (`stores[].cost` of `type: managed`), in samples that it looks at."
        + " What would cost more is refused with a message that names the key. 0 for no limit.")
public final class ManagedCostConfig {
  @Doc("Samples of all requests for one query together; the endpoint is told to refuse more.")
  private long maxSamplesPerQuery = 1_000_000_000;

  @Doc("Samples of all queries in the last 60 minutes, before a restart too.")
  private long maxSamplesPerHour = 20_000_000_000L;

  @Doc("From so many samples on the endpoint adds a warning to the answer of a request.")
  private long warnSamplesPerRequest;

  @Doc(
      "Whether selectors are sent that no value and no pattern narrows, such as `{__name__!=\"\"}`"
          + " or `{job=~\".+\"}`: they read every series of the endpoint.")
  private boolean unboundedSelectors;

  public long maxSamplesPerQuery() {
    return maxSamplesPerQuery;
  }

  public long maxSamplesPerHour() {
    return maxSamplesPerHour;
  }

  public long warnSamplesPerRequest() {
    return warnSamplesPerRequest;
  }

  public boolean unboundedSelectors() {
    return unboundedSelectors;
  }
}
