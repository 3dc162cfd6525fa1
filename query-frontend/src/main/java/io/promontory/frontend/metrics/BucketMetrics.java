package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.objectstore.bucket.BucketRequest;
import io.promontory.objectstore.bucket.RequestListener;
import java.util.Locale;

/** Counts and times the requests to remote buckets. */
public final class BucketMetrics {
  private final Counter requests;
  private final Counter retries;
  private final Histogram duration;
  private final Counter received;
  private final Counter sent;

  public BucketMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("promontory_bucket_requests_total")
            .help(
                "Requests to buckets by the status of the last answer (0: none) and how they ended:"
                    + " ok or the kind of failure.")
            .labelNames("bucket", "operation", "status", "outcome")
            .register(registry);
    retries =
        Counter.builder()
            .name("promontory_bucket_retries_total")
            .help("Attempts of requests to buckets after the first one.")
            .labelNames("bucket", "operation")
            .register(registry);
    duration =
        Histogram.builder()
            .name("promontory_bucket_request_duration_seconds")
            .help("Time of requests to buckets, retries and waits included.")
            .unit(Unit.SECONDS)
            .labelNames("bucket", "operation")
            .classicOnly()
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 60)
            .register(registry);
    received =
        Counter.builder()
            .name("promontory_bucket_received_bytes_total")
            .help("Bytes of bodies that buckets sent, those of failed attempts included.")
            .labelNames("bucket", "operation")
            .register(registry);
    sent =
        Counter.builder()
            .name("promontory_bucket_sent_bytes_total")
            .help("Bytes of bodies sent to buckets, each once.")
            .labelNames("bucket", "operation")
            .register(registry);
  }

  /** Hears the requests to one bucket, which the metrics call by this name. */
  public RequestListener of(String bucket) {
    return request -> count(bucket, request);
  }

  private void count(String bucket, BucketRequest request) {
    String operation = request.operation();
    String outcome =
        request.failure() == null ? "ok" : request.failure().name().toLowerCase(Locale.ROOT);
    requests.labelValues(bucket, operation, Integer.toString(request.status()), outcome).inc();
    retries.labelValues(bucket, operation).inc(Math.max(0, request.attempts() - 1));
    duration.labelValues(bucket, operation).observe(request.nanos() / 1e9);
    received.labelValues(bucket, operation).inc(request.receivedBytes());
    sent.labelValues(bucket, operation).inc(request.sentBytes());
  }
}
