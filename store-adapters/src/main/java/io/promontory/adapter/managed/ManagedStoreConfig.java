package io.promontory.adapter.managed;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.managed.cache.SampleCacheConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to read one managed endpoint.
 *
 * @param name of the store, for errors and warnings
 * @param url base URL, without {@code /api/v1}; a path of its own is kept
 * @param externalLabels added to every series, over labels of the same name that a series has
 * @param timeout most time for one call, its whole answer included
 * @param limits what the endpoint takes
 * @param cost what it may bill
 * @param cache where samples are kept; null for nowhere
 * @param bills a file where billed samples are noted for the next process, which no other store
 *     uses; null for none
 * @param labelsKeptFor how long answers about labels and metadata are kept
 * @param apis what it has beside samples and labels: of {@link Capability#METADATA}, {@link
 *     Capability#RULES} and {@link Capability#EXEMPLARS}
 * @param pushdown when the endpoint evaluates in place of us
 */
public record ManagedStoreConfig(
    String name,
    URI url,
    Labels externalLabels,
    Duration timeout,
    HttpClientConfig http,
    EndpointLimits limits,
    CostLimits cost,
    @Nullable SampleCacheConfig cache,
    @Nullable Path bills,
    Duration labelsKeptFor,
    Set<Capability> apis,
    Pushdown pushdown) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration DEFAULT_LABELS_KEPT_FOR = Duration.ofMinutes(1);

  private static final Set<Capability> POSSIBLE_APIS =
      Set.of(Capability.METADATA, Capability.RULES, Capability.EXEMPLARS);

  public ManagedStoreConfig {
    apis = Set.copyOf(apis);
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("url must be an http or https URL with a host: " + url);
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url must not carry credentials; use basic_auth");
    }
    if (!POSSIBLE_APIS.containsAll(apis)) {
      throw new IllegalArgumentException("a managed endpoint has no " + apis);
    }
  }

  /** All defaults; nothing is kept on disk. */
  public static ManagedStoreConfig of(String name, URI url) {
    return new ManagedStoreConfig(
        name,
        url,
        Labels.EMPTY,
        DEFAULT_TIMEOUT,
        HttpClientConfig.DEFAULT,
        EndpointLimits.DEFAULT,
        CostLimits.DEFAULT,
        null,
        null,
        DEFAULT_LABELS_KEPT_FOR,
        Set.of(Capability.METADATA),
        Pushdown.AUTO);
  }

  /** Changes the parts of a configuration that most callers set. */
  public ManagedStoreConfig with(Labels labels, Duration newTimeout, HttpClientConfig newHttp) {
    return new ManagedStoreConfig(
        name,
        url,
        labels,
        newTimeout,
        newHttp,
        limits,
        cost,
        cache,
        bills,
        labelsKeptFor,
        apis,
        pushdown);
  }

  public ManagedStoreConfig withExternalLabels(Labels labels) {
    return with(labels, timeout, http);
  }

  public ManagedStoreConfig withHttp(HttpClientConfig newHttp) {
    return with(externalLabels, timeout, newHttp);
  }

  public ManagedStoreConfig withLimits(EndpointLimits newLimits, CostLimits newCost) {
    return new ManagedStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        newLimits,
        newCost,
        cache,
        bills,
        labelsKeptFor,
        apis,
        pushdown);
  }

  public ManagedStoreConfig withCache(@Nullable SampleCacheConfig newCache, Duration labels) {
    return new ManagedStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        limits,
        cost,
        newCache,
        bills,
        labels,
        apis,
        pushdown);
  }

  public ManagedStoreConfig withBills(@Nullable Path file) {
    return new ManagedStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        limits,
        cost,
        cache,
        file,
        labelsKeptFor,
        apis,
        pushdown);
  }

  public ManagedStoreConfig withApis(Set<Capability> newApis) {
    return new ManagedStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        limits,
        cost,
        cache,
        bills,
        labelsKeptFor,
        newApis,
        pushdown);
  }

  public ManagedStoreConfig withPushdown(Pushdown newPushdown) {
    return new ManagedStoreConfig(
        name,
        url,
        externalLabels,
        timeout,
        http,
        limits,
        cost,
        cache,
        bills,
        labelsKeptFor,
        apis,
        newPushdown);
  }
}
