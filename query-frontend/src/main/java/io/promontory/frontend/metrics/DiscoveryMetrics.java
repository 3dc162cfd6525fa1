package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.discovery.DiscoveryListener;
import java.util.HashMap;
import java.util.Map;

/** Counts what discovery finds for each store, and where it fails. */
public final class DiscoveryMetrics implements DiscoveryListener {
  private final Map<String, Integer> open = new HashMap<>();
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
  public synchronized void opened(String store) {
    open.merge(store, 1, Integer::sum);
  }

  @Override
  public synchronized void closed(String store) {
    Integer left = open.computeIfPresent(store, (name, count) -> count == 1 ? null : count - 1);
    if (left == null) {
      targets.remove(store);
    }
  }

  @Override
  public synchronized void found(String store, int count) {
    if (open.containsKey(store)) {
      targets.labelValues(store).set(count);
    }
  }

  @Override
  public void failed(String store, String kind) {
    failures.labelValues(store, kind).inc();
  }
}
