package io.promontory.frontend.app;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final Queue<FederatedStore> old = new ConcurrentLinkedQueue<>();
  private volatile FederatedStore current;

  Stores(FederatedStore first, Duration longestQuery) {
    this.current = first;
    this.longestQuery = longestQuery;
  }

  /** For queries of this process. */
  Store forQueries() {
    return new ForwardingStore(() -> current, () -> {});
  }

  /** For clients that judge themselves what an answer in part is worth. */
  Store forClients() {
    return new ForwardingStore(() -> current.handingOn(), () -> {});
  }

  /** Those in force now. */
  FederatedStore current() {
    return current;
  }

  /** Puts other stores in force. */
  synchronized void replace(FederatedStore next) {
    old.add(current);
    current = next;
    Future<?> ignored =
        closer.schedule(this::closeOldest, longestQuery.toMillis() + 1_000, TimeUnit.MILLISECONDS);
  }

  private void closeOldest() {
    FederatedStore oldest = old.poll();
    if (oldest != null) {
      oldest.close();
    }
  }

  @Override
  public void close() {
    closer.shutdownNow();
    while (!old.isEmpty()) {
      closeOldest();
    }
    current.close();
  }
}
