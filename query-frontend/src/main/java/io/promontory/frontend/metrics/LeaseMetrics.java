package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.rules.lease.LeaseListener;
import java.util.function.BooleanSupplier;

/** Metrics of the lease of rules; there are none without one. */
public final class LeaseMetrics implements LeaseListener {
  private final PrometheusRegistry registry;
  private final Counter changes;
  private final Counter failures;

  public LeaseMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    this.changes =
        Counter.builder()
            .name("promontory_rule_lease_changes_total")
            .help("How often this process got the lease of rules, or lost it to another.")
            .labelNames("change")
            .build();
    this.failures =
        Counter.builder()
            .name("promontory_rule_lease_failures_total")
            .help("How often the bucket of the lease of rules did not answer as it should.")
            .build();
  }

  /** Begins to show what is counted, and who has the lease. */
  public void watch(BooleanSupplier held) {
    changes.initLabelValues("taken");
    changes.initLabelValues("lost");
    registry.register(changes);
    registry.register(failures);
    GaugeWithCallback.builder()
        .name("promontory_rule_lease_held")
        .help("1 where this process has the lease, and records and sends alerts now.")
        .callback(callback -> callback.call(held.getAsBoolean() ? 1 : 0))
        .register(registry);
  }

  @Override
  public void taken() {
    changes.labelValues("taken").inc();
  }

  @Override
  public void lost() {
    changes.labelValues("lost").inc();
  }

  @Override
  public void failed() {
    failures.inc();
  }
}
