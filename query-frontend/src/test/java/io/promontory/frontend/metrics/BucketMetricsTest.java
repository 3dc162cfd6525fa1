package io.promontory.frontend.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.BucketRequest;
import io.promontory.objectstore.bucket.RequestListener;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class BucketMetricsTest {
  @Test
  void requestsAreCountedByHowTheyEnded() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    RequestListener listener = new BucketMetrics(registry).of("archive");
    listener.finished(new BucketRequest("get", 206, 3, 0, 1_500, 30_000_000, null));
    listener.finished(new BucketRequest("get", 503, 5, 0, 200, 2_000_000_000, Kind.THROTTLED));
    listener.finished(new BucketRequest("put", 0, 0, 10, 0, 1_000, Kind.TIMEOUT));

    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    String get = "{bucket=\"archive\",operation=\"get\"";
    assertThat(text.toString(UTF_8).lines())
        .contains(
            "promontory_bucket_requests_total" + get + ",outcome=\"ok\",status=\"206\"} 1.0",
            "promontory_bucket_requests_total" + get + ",outcome=\"throttled\",status=\"503\"} 1.0",
            "promontory_bucket_retries_total" + get + "} 6.0",
            "promontory_bucket_received_bytes_total" + get + "} 1700.0",
            "promontory_bucket_request_duration_seconds_sum" + get + "} 2.03",
            "promontory_bucket_sent_bytes_total{bucket=\"archive\",operation=\"put\"} 10.0",
            "promontory_bucket_retries_total{bucket=\"archive\",operation=\"put\"} 0.0");
  }
}
