package io.promontory.frontend.app;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The federation in force. A reload puts another in its place; the old one is closed once no query
 * that began before can still be reading it.
 */
final class Stores implements AutoCloseable {
  private final ScheduledExecutorService closer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("old-stores").unstarted(task));
  private final Duration longestQuery;
  private volatile FederatedStore current;

  Stores(FederatedStore first, Duration longestQuery) {
    this.current = first;
    this.longestQuery = longestQuery;
  }

  /** For queries of this process. */
  Store forQueries() {
    return new CurrentStore(() -> current);
  }

  /** For clients that judge themselves what an answer in part is worth. */
  Store forClients() {
    return new CurrentStore(() -> current.handingOn());
  }

  /** Puts other stores in force. */
  void replace(FederatedStore next) {
    FederatedStore old = current;
    current = next;
    Future<?> ignored =
        closer.schedule(old::close, longestQuery.toMillis() + 1_000, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closer.shutdownNow().forEach(Runnable::run);
    current.close();
  }
}
