package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Tells how far the results of rules are in the archive. */
public final class ArchiveMetrics {
  private final Gauge archived;
  private final Counter blocks;
  private final Counter failures;

  public ArchiveMetrics(PrometheusRegistry registry) {
    archived =
        Gauge.builder()
            .name("promontory_rules_archived_timestamp_seconds")
            .help("Results of rules before this time are in the archive.")
            .register(registry);
    blocks =
        Counter.builder()
            .name("promontory_rules_archived_blocks_total")
            .help("Blocks of results of rules that were brought to the archive.")
            .register(registry);
    failures =
        Counter.builder()
            .name("promontory_rules_archive_failures_total")
            .help("Attempts to bring results of rules to the archive that failed.")
            .register(registry);
  }

  /** So much is there; ms. */
  public void archived(long toMs, int more) {
    archived.set(toMs / 1e3);
    blocks.inc(more);
  }

  /** An attempt failed. */
  public void failed() {
    failures.inc();
  }
}
