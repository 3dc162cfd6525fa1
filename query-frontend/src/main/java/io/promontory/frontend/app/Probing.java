package io.promontory.frontend.app;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.health.Prober;
import io.promontory.frontend.federation.health.StoreHealth;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks after the health of the stores in the background, until it is closed. */
record Probing(ScheduledExecutorService timer, ExecutorService threads) implements AutoCloseable {
  private static final long ROUND_SECONDS = 5;

  /** Begins at once. */
  static Probing start(Supplier<FederatedStore> stores, StoreHealth health, InstantSource clock) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("probe-", 0).factory());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-probes").factory());
    Prober prober = new Prober(stores, health, clock, threads);
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(prober::round, 0, ROUND_SECONDS, TimeUnit.SECONDS);
    return new Probing(timer, threads);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
