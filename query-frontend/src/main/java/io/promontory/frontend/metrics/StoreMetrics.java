package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.series.store.StoreOutcome;
import java.util.Locale;

/** Counts and times the calls to each store. */
public final class StoreMetrics implements CallObserver {
  private final Counter calls;
  private final Histogram duration;
  private final Counter series;
  private final Counter bytes;

  public StoreMetrics(PrometheusRegistry registry) {
    calls =
        Counter.builder()
            .name("promontory_store_calls_total")
            .help("Calls to stores by how they ended: whole, partial, failed, not_asked.")
            .labelNames("store", "call", "outcome")
            .register(registry);
    duration =
        Histogram.builder()
            .name("promontory_store_call_duration_seconds")
            .help("Time of calls to stores, from the question to the end of the answer.")
            .unit(Unit.SECONDS)
            .labelNames("store", "call")
            .classicOnly()
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 60)
            .register(registry);
    series =
        Counter.builder()
            .name("promontory_store_series_total")
            .help("Series that stores sent.")
            .labelNames("store")
            .register(registry);
    bytes =
        Counter.builder()
            .name("promontory_store_received_bytes_total")
            .help("Bytes that stores sent.")
            .labelNames("store")
            .register(registry);
  }

  @Override
  public void ended(String call, StoreOutcome outcome, long nanos) {
    String store = outcome.store();
    calls.labelValues(store, call, outcome.status().name().toLowerCase(Locale.ROOT)).inc();
    if (outcome.status() != StoreOutcome.Status.NOT_ASKED) {
      duration.labelValues(store, call).observe(nanos / 1e9);
      series.labelValues(store).inc(outcome.stats().series());
      bytes.labelValues(store).inc(outcome.stats().bytes());
    }
  }
}
