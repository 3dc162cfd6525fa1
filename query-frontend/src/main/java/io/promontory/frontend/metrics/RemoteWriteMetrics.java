package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.rules.remotewrite.RemoteWriteSettings;
import io.promontory.rules.remotewrite.WriteCount;
import io.promontory.rules.remotewrite.WriteListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Metrics of remote write, by the names that Prometheus gives its own. */
public final class RemoteWriteMetrics {
  private static final String PREFIX = "prometheus_remote_storage_";

  private final Map<String, Watched> queues = new ConcurrentHashMap<>();
  private final Counter samples;
  private final Counter histograms;
  private final Counter samplesFailed;
  private final Counter histogramsFailed;
  private final Counter samplesRetried;
  private final Counter histogramsRetried;
  private final Counter samplesDropped;
  private final Counter histogramsDropped;
  private final Counter bytes;
  private final Histogram duration;
  private final Gauge highestSent;
  private final Gauge shards;
  private final Gauge shardsMax;
  private final Gauge shardsMin;
  private final Gauge shardCapacity;
  private final Gauge perSend;
  private volatile LongSupplier newest = () -> Long.MIN_VALUE;

  private record Watched(String url, LongSupplier pending) {}

  public RemoteWriteMetrics(PrometheusRegistry registry) {
    samples = counter(registry, "samples_total", "Samples sent to a server.");
    histograms = counter(registry, "histograms_total", "Native histograms sent to a server.");
    samplesFailed =
        counter(registry, "samples_failed_total", "Samples that a server refused for good.");
    histogramsFailed =
        counter(
            registry,
            "histograms_failed_total",
            "Native histograms that a server refused for good.");
    samplesRetried =
        counter(registry, "samples_retried_total", "Samples that had to be sent again.");
    histogramsRetried =
        counter(
            registry, "histograms_retried_total", "Native histograms that had to be sent again.");
    samplesDropped =
        counter(registry, "samples_dropped_total", "Samples that were not sent.", "reason");
    histogramsDropped =
        counter(
            registry,
            "histograms_dropped_total",
            "Native histograms that were not sent.",
            "reason");
    bytes = counter(registry, "bytes_total", "Bytes sent to a server, compressed.");
    duration =
        Histogram.builder()
            .name(PREFIX + "sent_batch_duration_seconds")
            .help("Time in which a server took a request.")
            .labelNames("remote_name", "url")
            .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 25, 60, 120, 300)
            .register(registry);
    highestSent =
        gauge(
            registry,
            "queue_highest_sent_timestamp_seconds",
            "Time of the newest sample that a server has taken.");
    shards = gauge(registry, "shards", "Requests that go out at a time.");
    shardsMax = gauge(registry, "shards_max", "Most requests that go out at a time.");
    shardsMin = gauge(registry, "shards_min", "Least requests that go out at a time.");
    shardCapacity = gauge(registry, "shard_capacity", "Most samples of a shard at a time.");
    perSend = gauge(registry, "max_samples_per_send", "Most samples of a request.");
    GaugeWithCallback.builder()
        .name(PREFIX + "samples_pending")
        .help("Samples in the log of results that a server has not taken yet.")
        .labelNames("remote_name", "url")
        .callback(
            point ->
                queues.forEach(
                    (name, queue) -> point.call(queue.pending().getAsLong(), name, queue.url())))
        .register(registry);
    GaugeWithCallback.builder()
        .name(PREFIX + "highest_timestamp_in_seconds")
        .help("Time of the newest sample in the log of results.")
        .callback(
            point -> {
              long ms = newest.getAsLong();
              point.call(ms == Long.MIN_VALUE ? 0 : ms / 1e3);
            })
        .register(registry);
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... more) {
    String[] labels = new String[2 + more.length];
    labels[0] = "remote_name";
    labels[1] = "url";
    System.arraycopy(more, 0, labels, 2, more.length);
    return Counter.builder().name(PREFIX + name).help(help).labelNames(labels).register(registry);
  }

  private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
    return Gauge.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames("remote_name", "url")
        .register(registry);
  }

  /**
   * Shows how far the log of results is.
   *
   * @param newestMs time of its newest sample; {@link Long#MIN_VALUE} for none
   */
  public void watch(LongSupplier newestMs) {
    newest = newestMs;
  }

  /** Shows how many samples wait for a server. */
  public void watch(RemoteWriteSettings settings, String url, LongSupplier pending) {
    queues.put(settings.name(), new Watched(url, pending));
  }

  /** Shows a server no more. */
  public void forget(RemoteWriteSettings settings) {
    queues.remove(settings.name());
  }

  /** Counts what is sent to a server. */
  public WriteListener of(RemoteWriteSettings settings, String url) {
    String name = settings.name();
    samples.initLabelValues(name, url);
    samplesFailed.initLabelValues(name, url);
    samplesRetried.initLabelValues(name, url);
    highestSent.initLabelValues(name, url); // 0, so that who never took one shows as behind
    shardsMax.labelValues(name, url).set(settings.queue().maxShards());
    shardsMin.labelValues(name, url).set(settings.queue().minShards());
    shardCapacity.labelValues(name, url).set(settings.queue().capacity());
    perSend.labelValues(name, url).set(settings.queue().maxSamplesPerSend());
    return new Counting(name, url);
  }

  private final class Counting implements WriteListener {
    private final String name;
    private final String url;

    Counting(String name, String url) {
      this.name = name;
      this.url = url;
    }

    @Override
    public void sent(WriteCount count, long size, Duration took, long newestMs) {
      add(samples, histograms, count, name, url);
      bytes.labelValues(name, url).inc(size);
      duration.labelValues(name, url).observe(took.toNanos() / 1e9);
      GaugeDataPoint highest = highestSent.labelValues(name, url);
      synchronized (this) {
        highest.set(Math.max(highest.get(), newestMs / 1e3));
      }
    }

    @Override
    public void retried(WriteCount count) {
      add(samplesRetried, histogramsRetried, count, name, url);
    }

    @Override
    public void failed(WriteCount count) {
      add(samplesFailed, histogramsFailed, count, name, url);
    }

    @Override
    public void dropped(WriteCount count, Drop why) {
      add(samplesDropped, histogramsDropped, count, name, url, why.reason());
    }

    @Override
    public void shards(int running) {
      shards.labelValues(name, url).set(running);
    }

    private static void add(Counter floats, Counter others, WriteCount count, String... labels) {
      if (count.floats() > 0) {
        floats.labelValues(labels).inc(count.floats());
      }
      if (count.histograms() > 0) {
        others.labelValues(labels).inc(count.histograms());
      }
    }
  }
}
