package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.federation.steady.Breaker;
import io.promontory.frontend.federation.steady.SteadyListener;

/** Counts what is done to keep stores and their callers steady. */
public final class SteadyMetrics implements SteadyListener {
  private final Counter retries;
  private final Counter coalesced;
  private final Counter hedged;
  private final Counter refused;
  private final Gauge waiting;
  private final Gauge breaker;

  public SteadyMetrics(PrometheusRegistry registry) {
    retries =
        counter(registry, "promontory_store_retries_total", "Tries of calls after the first one.");
    coalesced =
        counter(
            registry,
            "promontory_store_coalesced_calls_total",
            "Calls that got the answer to another one that asked the same at the same time.");
    hedged =
        counter(
            registry,
            "promontory_store_hedged_calls_total",
            "Calls that a second endpoint was asked, for the first one was slower than usual.");
    refused =
        counter(
            registry,
            "promontory_store_refused_calls_total",
            "Calls refused, for too many queries waited for the store already.");
    waiting =
        Gauge.builder()
            .name("promontory_store_waiting_calls")
            .help("Calls that wait for other queries to be done with the store.")
            .labelNames("store")
            .register(registry);
    breaker =
        Gauge.builder()
            .name("promontory_store_breaker_open")
            .help("1 while the store is left out for its failures, 0.5 while it is being tried.")
            .labelNames("store")
            .register(registry);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder().name(name).help(help).labelNames("store").register(registry);
  }

  @Override
  public void retried(String store) {
    retries.labelValues(store).inc();
  }

  @Override
  public void coalesced(String store) {
    coalesced.labelValues(store).inc();
  }

  @Override
  public void hedged(String store) {
    hedged.labelValues(store).inc();
  }

  @Override
  public void refused(String store) {
    refused.labelValues(store).inc();
  }

  @Override
  public void waiting(String store, int change) {
    waiting.labelValues(store).inc(change);
  }

  @Override
  public void gone(String store) {
    retries.remove(store);
    coalesced.remove(store);
    hedged.remove(store);
    refused.remove(store);
    waiting.remove(store);
    breaker.remove(store);
  }

  @Override
  public void breaker(String store, Breaker.State state) {
    breaker
        .labelValues(store)
        .set(
            switch (state) {
              case CLOSED -> 0;
              case HALF_OPEN -> 0.5;
              case OPEN -> 1;
            });
  }
}
