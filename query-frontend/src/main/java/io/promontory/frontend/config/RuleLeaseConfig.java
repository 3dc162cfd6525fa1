package io.promontory.frontend.config;

import java.time.Duration;

/** The lease by which one of several processes with the same rules is chosen. */
@Section
@Doc(
    "The lease by which one of several processes with the same rules is chosen: it alone records and"
        + " sends alerts. The others evaluate too, and one of them takes over when it is gone.")
public final class RuleLeaseConfig {
  @Doc("Bucket that all these processes write to. Required.")
  private BucketConfig bucket = new BucketConfig();

  @Doc("Object in the bucket; the same for processes with the same rules, and for no others.")
  private String object = "rules.lease";

  @Doc(
      "How long after the last sign of life another process takes over. Half of the shortest"
          + " interval of the rules lets at most two slots pass.")
  private Duration duration = Duration.ofSeconds(30);

  public BucketConfig bucket() {
    return bucket;
  }

  public String object() {
    return object;
  }

  public Duration duration() {
    return duration;
  }
}
