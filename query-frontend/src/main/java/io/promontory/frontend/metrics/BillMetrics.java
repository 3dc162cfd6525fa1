package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.adapter.managed.BillListener;

/** Counts what managed endpoints bill. */
public final class BillMetrics implements BillListener {
  private final Counter billed;
  private final Counter refused;
  private final Counter cached;
  private final Counter throttled;

  public BillMetrics(PrometheusRegistry registry) {
    billed =
        Counter.builder()
            .name("promontory_managed_billed_samples_total")
            .help("Samples that managed endpoints looked at, as they say, which is what they bill.")
            .labelNames("store")
            .register(registry);
    refused =
        Counter.builder()
            .name("promontory_managed_refused_total")
            .help("Requests refused for a budget of billed samples.")
            .labelNames("store")
            .register(registry);
    cached =
        Counter.builder()
            .name("promontory_managed_cached_samples_total")
            .help("Samples found on the local disk in place of being asked for.")
            .labelNames("store")
            .register(registry);
    throttled =
        Counter.builder()
            .name("promontory_managed_throttled_total")
            .help("Requests that waited for an endpoint's rate limit, or were told to come again.")
            .labelNames("store")
            .register(registry);
  }

  @Override
  public void billed(String store, long samples) {
    billed.labelValues(store).inc(samples);
  }

  @Override
  public void refused(String store) {
    refused.labelValues(store).inc();
  }

  @Override
  public void cached(String store, long samples) {
    cached.labelValues(store).inc(samples);
  }

  @Override
  public void throttled(String store) {
    throttled.labelValues(store).inc();
  }
}
