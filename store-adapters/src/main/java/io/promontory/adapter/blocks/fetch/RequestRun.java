package io.promontory.adapter.blocks.fetch;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the requests of one call side by side; the first failure ends all. */
final class RequestRun {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final String store;
  private final ExecutorService threads;
  private final int atOnce;
  private final QueryContext context;

  RequestRun(String store, ExecutorService threads, int atOnce, QueryContext context) {
    this.store = store;
    this.threads = threads;
    this.atOnce = atOnce;
    this.context = context;
  }

  /** Returns when all have ended well, else throws at once what the first one threw. */
  void run(List<Runnable> requests) {
    if (atOnce == 1) {
      requests.forEach(Runnable::run);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(requests.size());
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<Future<?>> workers = new ArrayList<>();
    Cancellation.Registration canceled =
        context
            .cancellation()
            .onCancel(
                () ->
                    done.completeExceptionally(
                        new StoreException(store, Kind.CANCELED, "the query was canceled")));
    try (canceled) {
      for (int i = 0; i < Math.min(atOnce, requests.size()); i++) {
        workers.add(threads.submit(() -> work(requests, next, left, done)));
      }
      await(done);
    } finally {
      if (left.get() > 0) {
        workers.forEach(worker -> worker.cancel(true));
      }
    }
  }

  private static void work(
      List<Runnable> requests,
      AtomicInteger next,
      AtomicInteger left,
      CompletableFuture<Void> done) {
    try {
      for (int i = next.getAndIncrement();
          i < requests.size() && !done.isDone();
          i = next.getAndIncrement()) {
        requests.get(i).run();
        if (left.decrementAndGet() == 0) {
          done.complete(null);
        }
      }
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  private void await(CompletableFuture<Void> done) {
    try {
      Duration most = context.deadline().atMost(LONGEST_WAIT).remaining();
      done.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new StoreException(
          store, Kind.TIMEOUT, "requests of the bucket did not end before the deadline", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while reading the bucket", e);
    }
  }
}
