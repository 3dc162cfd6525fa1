package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.rules.results.ResultLog;

/** Metrics of the log of rule results; there are none without rules. */
public final class ResultMetrics {
  private final PrometheusRegistry registry;

  public ResultMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /**
   * Begins to show how long a log is.
   *
   * @param maxBytes its bound; 0 for none
   */
  public void watch(ResultLog log, long maxBytes) {
    GaugeWithCallback.builder()
        .name("promontory_rules_log_bytes")
        .help("Length of the log of rule results.")
        .callback(point -> point.call(log.bytes()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("promontory_rules_log_limit_bytes")
        .help("Bound of that length by storage.retention_size; 0 for none.")
        .callback(point -> point.call(maxBytes))
        .register(registry);
    CounterWithCallback.builder()
        .name("promontory_rules_log_size_retentions_total")
        .help("Files of the log of rule results that were deleted for that bound.")
        .callback(point -> point.call(log.cut()))
        .register(registry);
  }
}
