package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.discovery.DiscoveryListener;

/** Counts what discovery finds for each store, and where it fails. */
public final class DiscoveryMetrics implements DiscoveryListener {
  private final Gauge targets;
  private final Counter failures;

  public DiscoveryMetrics(PrometheusRegistry registry) {
    targets =
        Gauge.builder()
            .name("promontory_discovery_targets")
            .help("Targets of a store that are known.")
            .labelNames("store")
            .register(registry);
    failures =
        Counter.builder()
            .name("promontory_discovery_failures_total")
            .help("Sources of targets that could not be read as a whole.")
            .labelNames("store", "source")
            .register(registry);
  }

  @Override
  public void found(String store, int count) {
    targets.labelValues(store).set(count);
  }

  @Override
  public void failed(String store, String kind) {
    failures.labelValues(store, kind).inc();
  }
}
