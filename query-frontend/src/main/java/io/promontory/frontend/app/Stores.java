package io.promontory.frontend.app;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The federation in force. A reload puts another in its place; the old one is closed once no query
 * that began before can still be reading it.
 */
final class Stores implements Store {
  private final ScheduledExecutorService closer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("old-stores").unstarted(task));
  private final Duration longestQuery;
  private volatile FederatedStore current;

  Stores(FederatedStore first, Duration longestQuery) {
    this.current = first;
    this.longestQuery = longestQuery;
  }

  FederatedStore current() {
    return current;
  }

  /** Puts other stores in force. */
  void replace(FederatedStore next) {
    FederatedStore old = current;
    current = next;
    Future<?> ignored =
        closer.schedule(old::close, longestQuery.toMillis() + 1_000, TimeUnit.MILLISECONDS);
  }

  @Override
  public StoreInfo info() {
    return current.info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return current.select(request, context);
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return current.labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return current.labelValues(request, context);
  }

  @Override
  public List<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return current.metadata(request, context);
  }

  @Override
  public void close() {
    closer.shutdownNow().forEach(Runnable::run);
    current.close();
  }
}
