package io.promontory.adapter.blocks.fetch;

import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the requests of one call side by side; the first failure ends all. */
final class RequestRun {
  private final List<Runnable> requests;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  private RequestRun(List<Runnable> requests) {
    this.requests = requests;
    this.left = new AtomicInteger(requests.size());
  }

  /**
   * Returns when all have ended well, else throws at once what the first one threw.
   *
   * @param atOnce how many may run at once; with 1 this thread runs them
   */
  static void run(
      String store,
      ExecutorService threads,
      int atOnce,
      List<Runnable> requests,
      QueryContext context) {
    if (atOnce == 1) {
      requests.forEach(Runnable::run);
    } else if (!requests.isEmpty()) {
      new RequestRun(requests).await(store, threads, atOnce, context);
    }
  }

  private void await(String store, ExecutorService threads, int atOnce, QueryContext context) {
    List<Future<?>> workers = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(atOnce, requests.size()); i++) {
        workers.add(threads.submit(this::work));
      }
      Waits.await(store, "requests of the bucket", done, context);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (left.get() > 0) {
        done.cancel(false);
        workers.forEach(worker -> worker.cancel(true));
      }
    }
  }

  private void work() {
    try {
      for (int i = next.getAndIncrement();
          i < requests.size() && !done.isDone();
          i = next.getAndIncrement()) {
        requests.get(i).run();
        if (left.decrementAndGet() == 0) {
          done.complete(true);
        }
      }
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }
}
