package io.promontory.frontend.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** What only Dropwizard measures, under names of ours: the threads of the HTTP port and the log. */
final class DropwizardMetrics {
  private static final String THREADS = "org.eclipse.jetty.util.thread.QueuedThreadPool.dw.";
  private static final String LOGGED = "ch.qos.logback.core.Appender.";
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private DropwizardMetrics() {}

  static void register(PrometheusRegistry registry, MetricRegistry dropwizard) {
    CounterWithCallback.builder()
        .name("promontory_log_messages_total")
        .help("Lines written to the log.")
        .labelNames("level")
        .callback(
            point -> {
              for (String level : LEVELS) {
                if (dropwizard.getMetrics().get(LOGGED + level) instanceof Meter meter) {
                  point.call(meter.getCount(), level);
                }
              }
            })
        .register(registry);
    gauge(registry, dropwizard, "promontory_http_threads", "Threads of the HTTP port.", "size");
    gauge(
        registry,
        dropwizard,
        "promontory_http_threads_used_ratio",
        "Of the threads that the HTTP port may have, those that are in use.",
        "utilization-max");
    gauge(
        registry,
        dropwizard,
        "promontory_http_queued_requests",
        "Work that waits for a thread of the HTTP port.",
        "jobs");
  }

  private static void gauge(
      PrometheusRegistry registry, MetricRegistry dropwizard, String name, String help, String of) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(
            point -> {
              if (dropwizard.getMetrics().get(THREADS + of) instanceof Gauge<?> gauge
                  && gauge.getValue() instanceof Number value) {
                point.call(value.doubleValue());
              }
            })
        .register(registry);
  }
}
