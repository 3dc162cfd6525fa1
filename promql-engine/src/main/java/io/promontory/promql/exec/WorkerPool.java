package io.promontory.promql.exec;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that decode and evaluate batches, shared by all queries of an engine. Work
 * never waits for other work, so the pool cannot block itself.
 */
public final class WorkerPool implements AutoCloseable {
  /** A series passes through as many consumers as functions stand around its selector. */
  static final long STACK_BYTES = 16L << 20;

  private final int threads;
  private final @Nullable ExecutorService executor;
  private final Semaphore idle;

  /** With one thread everything runs on the threads of the callers. */
  public WorkerPool(int threads) {
    this.threads = threads;
    this.idle = new Semaphore(threads);
    ThreadFactory factory =
        Thread.ofPlatform().daemon().name("promql-worker-", 0).stackSize(STACK_BYTES).factory();
    this.executor = threads > 1 ? Executors.newFixedThreadPool(threads, factory) : null;
  }

  /**
   * Works on batches side by side and takes the results in the order of the batches. At most a few
   * batches per thread exist at a time: a slow taker holds back the workers. The caller works on
   * what no thread is idle for, and on a single batch.
   *
   * @param batches the next batch, or null after the last; called by the caller's thread
   * @param work called from any thread
   * @param inOrder called by the caller's thread
   */
  <B, R> void run(Supplier<@Nullable B> batches, Function<B, R> work, Consumer<R> inOrder) {
    B batch = batches.get();
    if (batch == null) {
      return;
    }
    B next = batches.get();
    if (next == null || executor == null) {
      inOrder.accept(work.apply(batch));
      while (next != null) {
        inOrder.accept(work.apply(next));
        next = batches.get();
      }
      return;
    }
    ArrayDeque<FutureTask<R>> inFlight = new ArrayDeque<>();
    try {
      while (batch != null) {
        B current = batch;
        FutureTask<R> task = new FutureTask<>(() -> work.apply(current));
        inFlight.add(task);
        work(task, executor);
        if (inFlight.size() > threads * 2) {
          inOrder.accept(Interruption.await(inFlight.remove()));
        }
        batch = next;
        next = batch == null ? null : batches.get();
      }
      while (!inFlight.isEmpty()) {
        inOrder.accept(Interruption.await(inFlight.remove()));
      }
    } finally {
      inFlight.forEach(task -> task.cancel(false));
    }
  }

  private void work(Runnable task, ExecutorService executor) {
    if (!idle.tryAcquire()) {
      task.run();
      return;
    }
    boolean taken = false;
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } finally {
              idle.release();
            }
          });
      taken = true;
    } finally {
      if (!taken) {
        idle.release();
      }
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
