package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/** Tells how far the results of rules are in the archive; nothing where there is none. */
public final class ArchiveMetrics {
  private final PrometheusRegistry registry;
  private final Counter blocks;
  private final Counter failures;

  public ArchiveMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    blocks =
        Counter.builder()
            .name("promontory_rules_archived_blocks_total")
            .help("Blocks of results of rules that were brought to the archive.")
            .build();
    failures =
        Counter.builder()
            .name("promontory_rules_archive_failures_total")
            .help("Attempts to bring results of rules to the archive that failed.")
            .build();
  }

  /**
   * Begins to show what is counted, and how far the archive is.
   *
   * @param archived everything before it is in the archive, ms
   */
  public void watch(LongSupplier archived) {
    registry.register(blocks);
    registry.register(failures);
    GaugeWithCallback.builder()
        .name("promontory_rules_archived_timestamp_seconds")
        .help("Results of rules before this time are in the archive.")
        .callback(callback -> callback.call(archived.getAsLong() / 1e3))
        .register(registry);
  }

  /** So many blocks are there that were not. */
  public void archived(int more) {
    blocks.inc(more);
  }

  /** An attempt failed. */
  public void failed() {
    failures.inc();
  }
}
