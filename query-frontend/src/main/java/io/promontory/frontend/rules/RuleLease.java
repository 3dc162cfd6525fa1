package io.promontory.frontend.rules;

import io.promontory.frontend.bucket.Buckets;
import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.RuleLeaseConfig;
import io.promontory.frontend.metrics.LeaseMetrics;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.rules.group.Timer;
import io.promontory.rules.group.Turn;
import io.promontory.rules.lease.Lease;
import io.promontory.rules.lease.LeaseTerms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** The lease of the configuration, in its bucket. */
final class RuleLease implements Turn, AutoCloseable {
  private final Bucket bucket;
  private final Lease lease;

  private RuleLease(Bucket bucket, Lease lease) {
    this.bucket = bucket;
    this.lease = lease;
  }

  /**
   * Begins to try to get it.
   *
   * @throws ConfigException if the bucket cannot be used as configured
   */
  static RuleLease open(
      ConfigFile file,
      RuleLeaseConfig config,
      InstantSource clock,
      Timer timer,
      LeaseMetrics metrics)
      throws ConfigException {
    Bucket bucket;
    try {
      bucket = Buckets.open(new BucketFile(file.path(), config.bucket()), RequestListener.NONE);
    } catch (BucketException | IllegalArgumentException e) {
      throw new ConfigException(
          file.path() + ": the bucket of rule_lease cannot be used: " + e.getMessage());
    }
    LeaseTerms terms =
        new LeaseTerms(config.object(), UUID.randomUUID().toString(), config.duration());
    Lease lease = new Lease(bucket, terms, clock, System::nanoTime, timer, metrics);
    metrics.watch(lease::isHeld);
    lease.start();
    return new RuleLease(bucket, lease);
  }

  @Override
  public boolean isOurs(Instant slot) {
    return lease.isOurs(slot);
  }

  /** Gives it back. */
  @Override
  public void close() {
    lease.close();
    bucket.close();
  }
}
