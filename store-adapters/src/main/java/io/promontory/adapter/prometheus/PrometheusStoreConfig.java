package io.promontory.adapter.prometheus;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.series.labels.Labels;
import java.net.URI;
import java.time.Duration;

/**
 * How to read one Prometheus.
 *
 * @param name of the store, for errors and warnings
 * @param url base URL; a path of its own is kept
 * @param externalLabels added to every series, over labels of the same name that a series has
 * @param timeout most time for one call, its whole answer included
 * @param parallelReads requests into which a large read is split, 1 for never
 * @param maxConcurrentReads reads open at once; a Prometheus allows 10 by default
 * @param maxFrameBytes largest frame of a streamed answer
 * @param maxDecodedBytes largest answer of a server that cannot stream, decompressed
 * @param pushdown when the server evaluates in place of us
 */
public record PrometheusStoreConfig(
    String name,
    URI url,
    Labels externalLabels,
    Duration timeout,
    HttpClientConfig http,
    int parallelReads,
    int maxConcurrentReads,
    int maxFrameBytes,
    int maxDecodedBytes,
    Pushdown pushdown) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
  public static final int DEFAULT_PARALLEL_READS = 2;
  public static final int DEFAULT_MAX_CONCURRENT_READS = 8;
  public static final int DEFAULT_MAX_FRAME_BYTES = 50_000_000;
  public static final int DEFAULT_MAX_DECODED_BYTES = 128 << 20;

  public PrometheusStoreConfig {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("url must be an http or https URL with a host: " + url);
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url must not carry credentials; use basic_auth");
    }
    if (parallelReads < 1 || maxConcurrentReads < 1) {
      throw new IllegalArgumentException("parallel and concurrent reads must be at least 1");
    }
  }

  /** All defaults. */
  public static PrometheusStoreConfig of(String name, URI url) {
    return new PrometheusStoreConfig(
        name,
        url,
        Labels.EMPTY,
        DEFAULT_TIMEOUT,
        HttpClientConfig.DEFAULT,
        DEFAULT_PARALLEL_READS,
        DEFAULT_MAX_CONCURRENT_READS,
        DEFAULT_MAX_FRAME_BYTES,
        DEFAULT_MAX_DECODED_BYTES,
        Pushdown.AUTO);
  }

  public PrometheusStoreConfig withExternalLabels(Labels labels) {
    return new PrometheusStoreConfig(
        name,
        url,
        labels,
        timeout,
        http,
        parallelReads,
        maxConcurrentReads,
        maxFrameBytes,
        maxDecodedBytes,
        pushdown);
  }

  public PrometheusStoreConfig withTimeout(Duration newTimeout) {
    return new PrometheusStoreConfig(
        name,
        url,
        externalLabels,
        newTimeout,
        http,
        parallelReads,
        maxConcurrentReads,
        maxFrameBytes,
        maxDecodedBytes,
        pushdown);
  }

  public PrometheusStoreConfig withHttp(HttpClientConfig newHttp) {
    return new PrometheusStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        newHttp,
        parallelReads,
        maxConcurrentReads,
        maxFrameBytes,
        maxDecodedBytes,
        pushdown);
  }

  public PrometheusStoreConfig withParallelReads(int reads) {
    return new PrometheusStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        reads,
        maxConcurrentReads,
        maxFrameBytes,
        maxDecodedBytes,
        pushdown);
  }

  public PrometheusStoreConfig withMaxConcurrentReads(int reads) {
    return new PrometheusStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        parallelReads,
        reads,
        maxFrameBytes,
        maxDecodedBytes,
        pushdown);
  }

  public PrometheusStoreConfig withPushdown(Pushdown newPushdown) {
    return new PrometheusStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        parallelReads,
        maxConcurrentReads,
        maxFrameBytes,
        maxDecodedBytes,
        newPushdown);
  }
}
