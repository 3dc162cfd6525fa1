package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.rules.notify.NotifyMetrics;
import java.time.Duration;

/** Metrics of what Alertmanagers are sent, by the names that Prometheus gives its own. */
public final class NotificationMetrics implements NotifyMetrics {
  private static final String LABEL = "alertmanager";
  private static final double NANOS = 1e9;

  private final Summary latency;
  private final Histogram latencies;
  private final Counter errors;
  private final Counter sent;
  private final Counter dropped;
  private final Gauge queueLength;
  private final Gauge queueCapacity;
  private final Gauge discovered;

  public NotificationMetrics(PrometheusRegistry registry) {
    latency =
        Summary.builder()
            .name("prometheus_notifications_latency_seconds")
            .help("Time of requests that an Alertmanager took.")
            .unit(Unit.SECONDS)
            .quantile(0.5, 0.05)
            .quantile(0.9, 0.01)
            .quantile(0.99, 0.001)
            .labelNames(LABEL)
            .register(registry);
    latencies =
        Histogram.builder()
            .name("prometheus_notifications_latency_histogram_seconds")
            .help("Time of requests that an Alertmanager took.")
            .unit(Unit.SECONDS)
            .classicUpperBounds(0.01, 0.1, 1, 10)
            .nativeInitialSchema(3)
            .nativeMaxNumberOfBuckets(100)
            .labelNames(LABEL)
            .register(registry);
    errors = counter(registry, "errors_total", "Alerts that an Alertmanager did not take.");
    sent = counter(registry, "sent_total", "Alerts that an Alertmanager took.");
    dropped =
        counter(
            registry,
            "dropped_total",
            "Alerts that will not be sent: the queue was full, or sending failed.");
    queueLength =
        Gauge.builder()
            .name("prometheus_notifications_queue_length")
            .help("Alerts that wait to be sent.")
            .labelNames(LABEL)
            .register(registry);
    queueCapacity =
        Gauge.builder()
            .name("prometheus_notifications_queue_capacity")
            .help("Alerts that may wait for one Alertmanager.")
            .register(registry);
    discovered =
        Gauge.builder()
            .name("prometheus_notifications_alertmanagers_discovered")
            .help("Alertmanagers that are sent to.")
            .register(registry);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name("prometheus_notifications_" + name)
        .help(help)
        .labelNames(LABEL)
        .register(registry);
  }

  @Override
  public void capacity(int alerts) {
    queueCapacity.set(alerts);
  }

  @Override
  public void opened(String url) {
    latency.initLabelValues(url);
    latencies.initLabelValues(url);
    errors.initLabelValues(url);
    sent.initLabelValues(url);
    dropped.initLabelValues(url);
    queueLength.initLabelValues(url);
    discovered.inc();
  }

  @Override
  public void closed(String url) {
    latency.remove(url);
    latencies.remove(url);
    errors.remove(url);
    sent.remove(url);
    dropped.remove(url);
    queueLength.remove(url);
    discovered.dec();
  }

  @Override
  public void queued(String url, int alerts) {
    queueLength.labelValues(url).set(alerts);
  }

  @Override
  public void sent(String url, int alerts, Duration took) {
    double seconds = took.toNanos() / NANOS;
    latency.labelValues(url).observe(seconds);
    latencies.labelValues(url).observe(seconds);
    sent.labelValues(url).inc(alerts);
  }

  @Override
  public void failed(String url, int alerts) {
    errors.labelValues(url).inc(alerts);
  }

  @Override
  public void dropped(String url, int alerts) {
    dropped.labelValues(url).inc(alerts);
  }
}
